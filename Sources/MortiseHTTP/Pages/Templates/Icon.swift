#if HTTP
extension BuiltInPage {
    /// The icon: a tenon in its mortise.
    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36">
        <rect width="36" height="36" rx="8" fill="#17594a"/>
        <path d="M7 9h7v18H7zM14 15h6v6h-6z" fill="#f0c98d"/>
        <path d="M22 9h7v18h-7v-5h-5v-8h5z" fill="#ffffff" fill-opacity=".92"/>
        <path d="M14 15h6v6h-6z" fill="#f0c98d"/>
        </svg>

        """
}
#endif
