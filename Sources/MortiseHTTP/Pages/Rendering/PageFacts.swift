#if HTTP
import Mustache

/// What a template may name. Raw values are stable: apps' templates use them.
enum PageFact: String, Sendable, Hashable, CaseIterable {
    // Every page.
    case app, base, lang, dir, title, style, stylesheet, icon, notice, t
    // Forms.
    case hasProblems = "has_problems"
    case problems, message, href, next
    case email, password, name
    case currentPassword = "current_password"
    case passwordConfirmation = "password_confirmation"
    case isUnverified = "is_unverified"
    // One field.
    case id, label, type, autocomplete, value, hint, error
    case describedBy = "described_by"
    case isRequired = "is_required"
    // Single pages.
    case lead
    case againPath = "again_path"
    case againLabel = "again_label"
    case isLoggedIn = "is_logged_in"
    case address, since, version
    case isVerified = "is_verified"
    case atProfile = "at_profile"
    case atPassword = "at_password"
    case atEmail = "at_email"
    case atSessions = "at_sessions"
    case atDelete = "at_delete"
    case sessions, agent, begun, seen
    case begunTime = "begun_time"
    case seenTime = "seen_time"
    case isCurrent = "is_current"
    case hasOthers = "has_others"
    case client
}

/// Facts and their values.
struct PageFacts: Sendable, MustacheParent {
    enum Value: Sendable {
        case text(String)
        case flag(Bool)
        case group(PageFacts)
        case list([PageFacts])
    }

    private var values: [String: Value] = [:]

    init() {}

    init(_ texts: [PageText: String]) {
        for (text, value) in texts { values[text.rawValue] = .text(value) }
    }

    subscript(fact: PageFact) -> Value? {
        get { values[fact.rawValue] }
        set { values[fact.rawValue] = newValue }
    }

    /// What the library asks for: strings, booleans and further facts are what it knows.
    func child(named name: String) -> Any? {
        switch values[name] {
        case .text(let text): text
        case .flag(let flag): flag
        case .group(let facts): facts
        case .list(let list): list
        case nil: nil
        }
    }
}
#endif
