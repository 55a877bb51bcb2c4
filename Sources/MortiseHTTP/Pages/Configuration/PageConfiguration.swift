#if HTTP
/// How the hosted pages look and where they lead. ``RouteName/pages`` switches them on and off.
public struct PageConfiguration: Sendable {
    /// What the paths of the pages begin with: `/auth`. Links in mails must lead there too.
    public var prefix: PathPrefix
    /// The languages that are offered; the first is for browsers that ask for none of them.
    public var languages: [PageLanguage]
    /// Templates, stylesheet and icon.
    public var contents: PageContents
    /// A stylesheet of the app's own, read after ours: a path of the same origin, or an `https` URL.
    public var stylesheet: WebAddress?
    /// Where a login leads that was not asked to lead anywhere else; the account page where `nil`.
    public var home: WebAddress?
    /// Other origins to which `?next=` may lead after a login. Paths of our own origin are always good.
    public var allowedRedirects: Set<Origin>

    /// A configuration.
    public init(
        prefix: PathPrefix = .pages, languages: [PageLanguage] = [.english], contents: PageContents = .standard,
        stylesheet: WebAddress? = nil, home: WebAddress? = nil, allowedRedirects: Set<Origin> = []
    ) {
        self.prefix = prefix
        self.languages = languages
        self.contents = contents
        self.stylesheet = stylesheet
        self.home = home
        self.allowedRedirects = allowedRedirects
    }
}
#endif
