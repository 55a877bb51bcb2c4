#if SMTP
import CCurl

/// What a handle of libcurl is told once.
enum SMTPOptions {
    /// Whether libcurl took all of it.
    static func apply(_ configuration: SMTPConfiguration, to handle: UnsafeMutableRawPointer) -> Bool {
        (place(configuration, handle) + protection(configuration, handle) + limits(configuration, handle)
            + callbacks(handle)).allSatisfy { $0 == CURLE_OK }
    }

    private static func place(
        _ configuration: SMTPConfiguration, _ handle: UnsafeMutableRawPointer
    ) -> [CURLcode] {
        let scheme = configuration.encryption == .implicit ? "smtps" : "smtp"
        let host = SMTPHost.isName(configuration.host) ? configuration.host : "[\(configuration.host)]"
        let name = configuration.clientName ?? ""
        var settings = [
            curl_set_string(handle, CURLOPT_URL, "\(scheme)://\(host):\(configuration.port)/\(name)"),
            curl_set_string(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
            // Variables such as all_proxy are not for us to follow.
            curl_set_string(handle, CURLOPT_PROXY, ""),
        ]
        if let credentials = configuration.credentials {
            settings += [
                curl_set_string(handle, CURLOPT_USERNAME, credentials.user),
                curl_set_string(handle, CURLOPT_PASSWORD, credentials.password),
                // The channel is encrypted; of the others some digest with MD5.
                curl_set_string(handle, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN"),
            ]
        }
        return settings
    }

    private static func protection(
        _ configuration: SMTPConfiguration, _ handle: UnsafeMutableRawPointer
    ) -> [CURLcode] {
        let useTLS = configuration.encryption == .insecureNone ? CURLUSESSL_NONE : CURLUSESSL_ALL
        var settings = [
            curl_set_long(handle, CURLOPT_USE_SSL, Int(useTLS.rawValue)),
            curl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            curl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1),
            curl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2),
        ]
        if let file = configuration.certificateAuthorities {
            settings.append(curl_set_string(handle, CURLOPT_CAINFO, file))
            settings.append(curl_set_string(handle, CURLOPT_CAPATH, nil))
        }
        return settings
    }

    private static func limits(
        _ configuration: SMTPConfiguration, _ handle: UnsafeMutableRawPointer
    ) -> [CURLcode] {
        let total = max(1, Int(configuration.timeout.milliseconds))
        return [
            curl_set_long(handle, CURLOPT_NOSIGNAL, 1),
            curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(configuration.connectTimeout.milliseconds))),
            curl_set_long(handle, CURLOPT_TIMEOUT_MS, total),
            // Of one reply; a server that sends a byte now and then does not begin it anew. A limit of speed would also
            // count the silence in which a server looks at a mail, and so make mails arrive twice.
            curl_set_long(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, total / 1000)),
            // Servers end idle connections within minutes; one that is gone costs a try.
            curl_set_long(handle, CURLOPT_MAXAGE_CONN, 30),
            curl_set_long(handle, CURLOPT_MAXCONNECTS, 1),
        ]
    }

    private static func callbacks(_ handle: UnsafeMutableRawPointer) -> [CURLcode] {
        [
            curl_set_reader(handle) { buffer, size, count, transfer in
                guard let transfer, let buffer else { return Int(CURL_READFUNC_ABORT) }
                return SMTPTransfer.at(transfer).read(
                    into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
            },
            curl_set_reply_reader(handle) { line, size, count, transfer in
                guard let transfer else { return 0 }
                SMTPTransfer.at(transfer).received(UnsafeRawBufferPointer(start: line, count: size * count))
                return size * count
            },
            curl_set_observer(handle) { _, kind, line, count, transfer in
                guard let transfer, kind == CURLINFO_HEADER_OUT else { return 0 }
                SMTPTransfer.at(transfer).sent(UnsafeRawBufferPointer(start: line, count: count))
                return 0
            },
            curl_set_progress(handle) { transfer, _, _, _, _ in
                guard let transfer else { return 1 }
                return SMTPTransfer.at(transfer).isCancelled ? 1 : 0
            },
            // Without it nothing is observed. What libcurl says itself is dropped above.
            curl_set_long(handle, CURLOPT_VERBOSE, 1),
            curl_set_long(handle, CURLOPT_NOPROGRESS, 0),
        ]
    }
}

extension SMTPTransfer {
    /// The transfer that a callback was given.
    fileprivate static func at(_ pointer: UnsafeMutableRawPointer) -> SMTPTransfer {
        Unmanaged<SMTPTransfer>.fromOpaque(pointer).takeUnretainedValue()
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
#endif
