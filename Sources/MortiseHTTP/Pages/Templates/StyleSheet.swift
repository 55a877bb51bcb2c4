#if HTTP
extension BuiltInPage {
    /// The stylesheet. It sets every colour and size that an app may want otherwise as a variable.
    static let style = """
        /* An app sets these variables in a stylesheet of its own: see Docs/Pages.md. */
        :root {
          --mortise-font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
          --mortise-radius: 0.6rem;
          --mortise-width: 26rem;
          --mortise-width-account: 44rem;
          --mortise-background: #f3f4f1;
          --mortise-surface: #ffffff;
          --mortise-text: #1d2421;
          --mortise-muted: #55605a;
          --mortise-line: #7d8882;
          --mortise-edge: #dfe3df;
          --mortise-accent: #17594a;
          --mortise-accent-text: #ffffff;
          --mortise-link: #17594a;
          --mortise-focus: #b45f06;
          --mortise-danger: #a3201d;
          --mortise-danger-text: #ffffff;
          --mortise-danger-surface: #fdf0ef;
          --mortise-notice: #e6f3ee;
          --mortise-notice-text: #123f34;
          color-scheme: light dark;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --mortise-background: #121614;
            --mortise-surface: #1c2220;
            --mortise-text: #e9eeeb;
            --mortise-muted: #a9b5af;
            --mortise-line: #7f8c86;
            --mortise-edge: #323b37;
            --mortise-accent: #7fd1b9;
            --mortise-accent-text: #0c1f19;
            --mortise-link: #8fdcc5;
            --mortise-focus: #f2b36b;
            --mortise-danger: #f5a29c;
            --mortise-danger-text: #2c0b09;
            --mortise-danger-surface: #2f1b1a;
            --mortise-notice: #17332b;
            --mortise-notice-text: #c9efe2;
          }
        }
        *, *::before, *::after { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body {
          margin: 0;
          padding: clamp(1rem, 6vh, 4rem) 1rem 3rem;
          background: var(--mortise-background);
          color: var(--mortise-text);
          font: 1rem/1.5 var(--mortise-font);
          overflow-wrap: break-word;
        }
        body > * { inline-size: 100%; max-inline-size: var(--mortise-width); margin-inline: auto; }
        body.wide > * { max-inline-size: var(--mortise-width-account); }
        .brand { display: flex; align-items: center; gap: 0.7rem; margin-block-end: 1.25rem; font-size: 1.15rem; font-weight: 650; }
        .brand span { min-inline-size: 0; }
        main {
          padding: clamp(1.25rem, 5vw, 2.25rem);
          background: var(--mortise-surface);
          border: 1px solid var(--mortise-edge);
          border-radius: calc(var(--mortise-radius) * 1.6);
          box-shadow: 0 1px 2px rgb(0 0 0 / 5%), 0 12px 32px rgb(0 0 0 / 6%);
        }
        h1 { margin: 0 0 1rem; font-size: 1.6rem; line-height: 1.25; letter-spacing: -0.01em; text-wrap: balance; }
        h2 { margin: 0 0 0.35rem; font-size: 1rem; }
        p { margin: 0 0 1rem; }
        main > :last-child, main > form:last-child > :last-child { margin-block-end: 0; }
        a { color: var(--mortise-link); text-underline-offset: 0.18em; text-decoration-thickness: 1px; }
        a:hover { text-decoration-thickness: 2px; }
        :focus-visible { outline: 3px solid var(--mortise-focus); outline-offset: 2px; }
        form { margin: 0; }
        .field { margin-block-end: 1.15rem; }
        label { display: block; margin-block-end: 0.3rem; font-weight: 600; }
        .hint { margin: 0 0 0.4rem; color: var(--mortise-muted); font-size: 0.9rem; line-height: 1.4; }
        .error { margin: 0 0 0.4rem; color: var(--mortise-danger); font-weight: 600; font-size: 0.95rem; }
        input:not([type="hidden"]) {
          display: block;
          inline-size: 100%;
          min-block-size: 2.9rem;
          padding: 0.55rem 0.8rem;
          background: var(--mortise-surface);
          color: inherit;
          border: 1px solid var(--mortise-line);
          border-radius: var(--mortise-radius);
          font: inherit;
        }
        .wrong input { border: 2px solid var(--mortise-danger); }
        button {
          display: block;
          inline-size: 100%;
          min-block-size: 2.9rem;
          padding: 0.6rem 1.2rem;
          background: var(--mortise-accent);
          color: var(--mortise-accent-text);
          border: 1px solid transparent;
          border-radius: var(--mortise-radius);
          font: inherit;
          font-weight: 650;
          cursor: pointer;
        }
        button:hover { filter: brightness(1.12); }
        button.danger { background: var(--mortise-danger); color: var(--mortise-danger-text); }
        button.quiet {
          inline-size: auto;
          min-block-size: 2.4rem;
          padding: 0.3rem 0.9rem;
          background: transparent;
          color: var(--mortise-text);
          border-color: var(--mortise-line);
          font-weight: 550;
        }
        .wide main form > button { inline-size: auto; min-inline-size: 10rem; max-inline-size: 100%; }
        .wide main .sessions button { min-inline-size: 0; }
        .aside { margin-block: -0.5rem 1.15rem; font-size: 0.95rem; }
        .links { margin: 1rem 0 0; }
        form + .links { margin-block-start: 1.5rem; padding-block-start: 1.15rem; border-block-start: 1px solid var(--mortise-edge); }
        .notice {
          margin: 0 0 1.25rem;
          padding: 0.75rem 1rem;
          background: var(--mortise-notice);
          color: var(--mortise-notice-text);
          border-inline-start: 4px solid var(--mortise-accent);
          border-radius: var(--mortise-radius);
        }
        .problems {
          margin-block-end: 1.25rem;
          padding: 0.85rem 1rem;
          background: var(--mortise-danger-surface);
          border: 1px solid var(--mortise-danger);
          border-inline-start-width: 4px;
          border-radius: var(--mortise-radius);
        }
        .problems ul { margin: 0; padding-inline-start: 1.1rem; }
        .problems li:only-child { list-style: none; margin-inline-start: -1.1rem; }
        .problems a { color: var(--mortise-danger); }
        .badge {
          display: inline-block;
          padding: 0.05rem 0.55rem;
          border: 1px solid var(--mortise-line);
          border-radius: 1rem;
          color: var(--mortise-muted);
          font-size: 0.8rem;
          white-space: nowrap;
        }
        nav { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 0.75rem; margin-block-end: 1rem; }
        nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem; margin: 0; padding: 0; list-style: none; }
        nav a { display: block; padding: 0.4rem 0.8rem; border-radius: var(--mortise-radius); color: var(--mortise-text); text-decoration: none; }
        nav a:hover { text-decoration: underline; }
        nav a[aria-current] { background: var(--mortise-accent); color: var(--mortise-accent-text); font-weight: 600; }
        dl { margin: 0 0 1.5rem; }
        dl div { display: flex; flex-wrap: wrap; gap: 0.15rem 1rem; padding-block: 0.55rem; border-block-end: 1px solid var(--mortise-edge); }
        dt { min-inline-size: 9rem; color: var(--mortise-muted); }
        dd { margin: 0; min-inline-size: 0; overflow-wrap: anywhere; }
        .sessions { margin: 0 0 1.5rem; padding: 0; list-style: none; }
        .sessions li {
          display: flex;
          flex-wrap: wrap;
          justify-content: space-between;
          align-items: center;
          gap: 0.75rem;
          padding-block: 0.9rem;
          border-block-end: 1px solid var(--mortise-edge);
        }
        .sessions .hint { margin: 0.15rem 0 0; }
        .sessions .badge { margin-inline-start: 0.4rem; }
        .hidden, input.hidden:not([type="hidden"]) {
          position: absolute;
          inline-size: 1px;
          block-size: 1px;
          min-block-size: 0;
          margin: -1px;
          padding: 0;
          border: 0;
          overflow: hidden;
          clip-path: inset(50%);
          white-space: nowrap;
        }
        @media (max-width: 30rem) {
          body { padding-block-start: 1rem; }
          .wide main form > button { inline-size: 100%; }
          .wide main .sessions button, nav button { inline-size: auto; }
          nav a { padding: 0.35rem 0.55rem; }
        }
        @media (forced-colors: active) {
          main, .notice, .problems, button { border: 1px solid; }
          nav a[aria-current] { outline: 2px solid; }
        }
        @media (prefers-reduced-motion: no-preference) {
          button { transition: filter 120ms; }
        }
        @media print {
          nav, button { display: none; }
        }

        """
}
#endif
