#if CLI
import Mortise
import MortiseHTTP

extension Settings {
    static let appName = Setting(
        "MORTISE_APP_NAME", .appName, default: .text("Mortise"), "The name of the app, in mails and on the pages.")
    static let pages = Setting(
        "MORTISE_PAGES", .onOrOff, default: .text("on"), "Whether the hosted pages are served.")
    static let pagesFolder = Setting(
        "MORTISE_PAGES_DIR", .path, default: .derived("none") { _ in nil },
        "The folder of templates, texts, stylesheet and icon that replace those of the pages.")
    static let languages = Setting(
        "MORTISE_LANGUAGES", .list(of: .languageTag), default: .text("en"),
        "The languages of the pages; the first is for browsers that ask for none of them.")
    static let stylesheet = Setting(
        "MORTISE_STYLESHEET", .webAddress, default: .derived("none") { _ in nil },
        "A stylesheet of the app's own, which the pages load after theirs.")
    static let home = Setting(
        "MORTISE_HOME", .webAddress, default: .derived("the account page") { _ in nil },
        "Where a login on the pages leads.")
    static let allowedRedirects = Setting(
        "MORTISE_ALLOWED_REDIRECTS", .list(of: .origin), default: .text(""),
        "Other origins to which `next` may lead after a login on the pages.")
}

/// The pages, as the settings say.
struct PageSettings: Sendable {
    let isEnabled: Bool
    let configuration: PageConfiguration

    init(_ settings: ResolvedSettings) throws(ConfigurationError) {
        isEnabled = try settings.required(Settings.pages)
        var contents = PageContents.standard
        if let folder = try settings.value(of: Settings.pagesFolder) {
            do throws(PageContentsError) {
                contents = try PageContents.read(folder: folder)
            } catch {
                throw Self.problem(
                    Settings.pagesFolder, settings, InvalidValue("cannot be used: \(error)", fix: "Mend or remove it"))
            }
        }
        var languages: [PageLanguage] = []
        for tag in try settings.required(Settings.languages) {
            guard let language = contents.language(tag) else {
                let known = contents.languageTags.joined(separator: ", ")
                throw Self.problem(
                    Settings.languages, settings,
                    InvalidValue(
                        "names \(tag), for which there are no texts",
                        fix: "Choose among \(known), or add languages/\(tag).json to MORTISE_PAGES_DIR"))
            }
            languages.append(language)
        }
        configuration = PageConfiguration(
            languages: languages.isEmpty ? [.english] : languages, contents: contents,
            stylesheet: try settings.value(of: Settings.stylesheet), home: try settings.value(of: Settings.home),
            allowedRedirects: Set(try settings.required(Settings.allowedRedirects)))
    }

    private static func problem<Value>(
        _ setting: Setting<Value>, _ settings: ResolvedSettings, _ reason: InvalidValue
    ) -> ConfigurationError {
        ConfigurationError(
            problems: [
                ConfigurationProblem(
                    subject: setting.description.name, source: settings.source(of: setting),
                    value: settings.text(of: setting), reason: reason)
            ])
    }
}

extension ValueForm where Value == String {
    /// A name that can stand in mails.
    static var appName: ValueForm {
        ValueForm("text") { text throws(InvalidValue) in
            guard !text.isEmpty, text.utf8.count <= 100, MailHeaderText(text) != nil else {
                throw InvalidValue("cannot stand in mails", fix: "Give a name of at most 100 bytes on one line")
            }
            return text
        }
    }

    /// The tag of a language.
    static var languageTag: ValueForm {
        ValueForm("language tag") { text throws(InvalidValue) in
            do throws(PageContentsError) {
                return try PageLanguage(tag: text, texts: [:]).tag
            } catch {
                throw InvalidValue("holds something that is no language tag", fix: "Give tags such as en,de,pt-BR")
            }
        }
    }
}

extension ValueForm where Value == WebAddress {
    /// A path of our own origin, or a URL.
    static var webAddress: ValueForm {
        ValueForm("path or URL") { text throws(InvalidValue) in
            guard let address = WebAddress(text) else {
                throw InvalidValue(
                    "is neither a path nor a URL",
                    fix: "Give a path such as /app, or a URL such as https://app.example/")
            }
            return address
        }
    }
}
#endif
