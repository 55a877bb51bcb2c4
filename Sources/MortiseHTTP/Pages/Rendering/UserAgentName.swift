#if HTTP
/// What people call a browser, by the `User-Agent` header: `Firefox on Linux`. Browsers pretend to be each other, so the
/// more particular names come first.
enum UserAgentName {
    private static let browsers = [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"), ("curl/", "curl"),
    ]
    private static let systems = [
        ("Windows NT", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
        ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ]

    /// The name; `nil` where no browser is known by the header.
    static func name(of header: String) -> String? {
        guard let browser = browsers.first(where: { header.contains($0.0) })?.1 else { return nil }
        guard let system = systems.first(where: { header.contains($0.0) })?.1 else { return browser }
        return "\(browser) · \(system)"
    }
}
#endif
