// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.html;

import java.util.Set;

/** What mail may style. Anything that loads, overlays the page, runs or reads is not on these lists. */
final class CssRules {
    static final Set<String> PROPERTIES = Set.of(
            "align-content", "align-items", "align-self", "background", "background-clip", "background-color", "background-image",
            "background-origin", "background-position", "background-repeat", "background-size", "border", "border-bottom",
            "border-bottom-color", "border-bottom-left-radius", "border-bottom-right-radius", "border-bottom-style",
            "border-bottom-width", "border-collapse", "border-color", "border-left", "border-left-color", "border-left-style",
            "border-left-width", "border-radius", "border-right", "border-right-color", "border-right-style", "border-right-width",
            "border-spacing", "border-style", "border-top", "border-top-color", "border-top-left-radius", "border-top-right-radius",
            "border-top-style", "border-top-width", "border-width", "box-shadow", "box-sizing", "caption-side", "clear", "color",
            "column-count", "column-gap", "columns", "direction", "display", "empty-cells", "flex", "flex-basis", "flex-direction",
            "flex-flow", "flex-grow", "flex-shrink", "flex-wrap", "float", "font", "font-family", "font-feature-settings", "font-kerning",
            "font-size", "font-stretch", "font-style", "font-variant", "font-variant-numeric", "font-weight", "gap", "height", "hyphens",
            "justify-content", "justify-items", "justify-self", "letter-spacing", "line-break", "line-height", "list-style",
            "list-style-image", "list-style-position", "list-style-type", "margin", "margin-block", "margin-block-end", "margin-block-start",
            "margin-bottom", "margin-inline", "margin-inline-end", "margin-inline-start", "margin-left", "margin-right", "margin-top",
            "max-height", "max-width", "min-height", "min-width", "mix-blend-mode", "object-fit", "object-position", "opacity", "order",
            "outline", "outline-color", "outline-offset", "outline-style", "outline-width", "overflow", "overflow-wrap", "overflow-x",
            "overflow-y", "padding", "padding-block", "padding-block-end", "padding-block-start", "padding-bottom", "padding-inline",
            "padding-inline-end", "padding-inline-start", "padding-left", "padding-right", "padding-top", "page-break-after",
            "page-break-before", "page-break-inside", "row-gap", "tab-size", "table-layout", "text-align", "text-align-last",
            "text-combine-upright", "text-decoration", "text-decoration-color", "text-decoration-line", "text-decoration-style",
            "text-emphasis", "text-indent", "text-justify", "text-orientation", "text-overflow", "text-shadow", "text-size-adjust",
            "text-transform", "text-underline-offset", "text-wrap", "unicode-bidi", "vertical-align", "visibility", "white-space", "widows",
            "width", "word-break", "word-spacing", "word-wrap", "writing-mode", "-webkit-text-size-adjust", "-ms-text-size-adjust",
            "mso-line-height-rule");

    /** Properties in which a picture may stand. */
    static final Set<String> PICTURES = Set.of("background", "background-image", "list-style", "list-style-image");

    static final Set<String> FUNCTIONS = Set.of(
            "rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "calc", "min", "max", "clamp", "linear-gradient",
            "radial-gradient", "conic-gradient", "repeating-linear-gradient", "repeating-radial-gradient");

    /** Colours that a mail sets: then it is shown on the sheet that it was made for. */
    static final Set<String> COLOURS = Set.of("color", "background", "background-color", "background-image");

    static final Set<String> PSEUDO = Set.of(
            "first-child", "last-child", "only-child", "first-of-type", "last-of-type", "link", "hover", "active", "first-line",
            "first-letter", "nth-child", "nth-of-type", "nth-last-child", "not");

    static final Set<String> MEDIA_WORDS = Set.of(
            "all", "screen", "and", "or", "not", "only", "min-width", "max-width", "min-device-width", "max-device-width", "width",
            "orientation", "portrait", "landscape", "prefers-color-scheme", "light", "dark");

    static boolean plainWord(String s) {
        if (s.isEmpty() || s.length() > 60) return false;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_')) return false;
        }
        return true;
    }

    private CssRules() {}
}
