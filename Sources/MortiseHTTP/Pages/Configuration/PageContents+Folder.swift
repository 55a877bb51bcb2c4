#if HTTP
import FoundationEssentials

extension PageContents {
    private static let maximumBytes = 256 * 1024

    /// The built-in contents with what a folder holds in their place: `templates/NAME.mustache`, `languages/TAG.json`,
    /// `style.css`, `icon.svg`.
    ///
    /// Names that begin with a dot are passed over; anything else that belongs nowhere is refused.
    ///
    /// - Throws: ``PageContentsError``
    public static func read(folder: String) throws(PageContentsError) -> PageContents {
        var contents = PageContents.standard
        for name in try names(in: folder, as: folder).sorted() {
            let path = "\(folder)/\(name)"
            switch name {
            case "style.css": contents.replaceStyle(by: try text(path, as: name))
            case "icon.svg": contents.replaceIcon(by: try text(path, as: name))
            case "templates":
                for file in try names(in: path, as: name) {
                    guard file.hasSuffix(".mustache") else {
                        throw PageContentsError(.unknownFile, in: "templates/\(file)")
                    }
                    let source = try text("\(path)/\(file)", as: "templates/\(file)")
                    try contents.replaceTemplate(String(file.dropLast(".mustache".count)), by: source)
                }
            case "languages":
                for file in try names(in: path, as: name) {
                    guard file.hasSuffix(".json") else {
                        throw PageContentsError(.unknownFile, in: "languages/\(file)")
                    }
                    let source = try text("\(path)/\(file)", as: "languages/\(file)")
                    contents.add(try PageLanguage(tag: String(file.dropLast(".json".count)), json: source))
                }
            default: throw PageContentsError(.unknownFile, in: name)
            }
        }
        return contents
    }

    private static func names(in folder: String, as name: String) throws(PageContentsError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
        } catch {
            throw PageContentsError(.unreadable, in: name)
        }
    }

    private static func text(_ path: String, as name: String) throws(PageContentsError) -> String {
        guard let data = FileManager.default.contents(atPath: path), data.count <= maximumBytes,
            let text = String(validating: data, as: UTF8.self)
        else { throw PageContentsError(.unreadable, in: name) }
        return text
    }
}
#endif
