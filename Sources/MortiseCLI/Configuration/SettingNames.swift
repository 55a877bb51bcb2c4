#if CLI
/// What a name that begins with `MORTISE_` may mean.
enum SettingNames {
    /// Names the file of settings; itself no setting of the file.
    static let file = "MORTISE_CONFIG"

    /// What is wrong with the name of a setting; `nil` for a good one.
    static func problem(with name: String) -> InvalidValue? {
        if Settings.all.contains(where: { $0.name == name }) { return nil }
        guard let near = nearest(to: name) else {
            return InvalidValue("is not a setting", fix: "Remove it; `mortise config print` lists the settings")
        }
        return InvalidValue("is not a setting", fix: "Did you mean \(near)?")
    }

    /// The known name that this one begins, else the one with the fewest edits, unless that many lead from anything to
    /// anything.
    private static func nearest(to name: String) -> String? {
        let names = Settings.all.map(\.name) + [file]
        if let longer = names.first(where: { $0.hasPrefix("\(name)_") }) { return longer }
        let nearest = names.map { (name: $0, distance: editDistance($0, name)) }.min { $0.distance < $1.distance }
        guard let nearest, nearest.distance <= 6, nearest.distance * 2 < name.utf8.count - "MORTISE_".utf8.count + 2
        else { return nil }
        return nearest.name
    }

    /// The Levenshtein distance, in bytes.
    private static func editDistance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8.prefix(256))
        var row = Array(0...right.count)
        for (line, byte) in left.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in right.indices {
                let substitution = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substitution, row[column] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
#endif
