#if HTTP
import HTTPTypes
import Mortise
import NIOCore
import Testing

@testable import MortiseHTTP

@Suite struct ErrorCodeTests {
    @Test func `each code has the status of the contract`() {
        let statuses = ErrorCode.allCases.map { "\($0.status.code) \($0.rawValue)" }
        #expect(
            statuses.sorted() == [
                "400 bad_json", "400 cursor_invalid", "400 token_invalid", "401 invalid_credentials",
                "401 reauthentication_required", "401 session_required", "403 csrf_failed", "403 email_unverified",
                "404 not_found",
                "405 method_not_allowed", "408 request_timeout", "409 conflict", "409 email_taken",
                "412 version_mismatch", "413 body_too_large", "415 unsupported_media_type", "422 validation_failed",
                "422 weak_password", "428 precondition_required", "429 rate_limited", "431 headers_too_large",
                "500 internal", "503 not_ready", "503 overloaded", "503 unavailable",
            ])
    }

    @Test func `each error of the engine has a code of the contract`() {
        let codes: [(AuthError.Code, ErrorCode)] = [
            (.validationFailed(["email": [.malformed]]), .validationFailed), (.weakPassword([.common]), .weakPassword),
            (.emailTaken, .emailTaken), (.invalidCredentials, .invalidCredentials),
            (.emailUnverified, .emailUnverified), (.sessionRequired, .sessionRequired), (.notFound, .notFound),
            (.conflict, .conflict), (.overloaded(retryAfter: 3), .overloaded),
            (.unavailable(retryAfter: 3), .unavailable), (.cancelled, .unavailable), (.keyring, .internal),
            (.configuration, .internal), (.internal, .internal),
        ]
        for (code, expected) in codes {
            #expect(Failure(AuthError(code, "secret detail")).code == expected)
        }
    }

    @Test func `an unknown error is internal and tells nothing`() throws {
        struct Secret: Error {}
        let failure = Failure(Secret())
        let body = Envelope.failure(failure, requestID: "r1")
        #expect(
            String(buffer: body)
                == #"{"success":false,"data":null,"error":"internal","meta":{"request_id":"r1","message":"Something went wrong on our side."}}"#
        )
    }

    @Test func `what can be tried again says when, in header and body`() {
        let failure = Failure(AuthError(.overloaded(retryAfter: 0), ""))
        #expect(failure.retryAfter == 1)
        #expect(String(buffer: Envelope.failure(failure, requestID: "r")).contains(#""retry_after":1}"#))
    }
}
#endif
