/// An identifier as standard SQL quotes it: in double quotes, with those inside doubled.
func doubleQuoted(_ identifier: String) -> String {
    var quoted = "\""
    for scalar in identifier.unicodeScalars {
        if scalar == "\"" { quoted += "\"" }
        quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
}
