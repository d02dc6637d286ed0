package io.proxyherd.places;

/**
 * Whom to name when a place is shown, in plain text.
 *
 * @param text the source, with its licence where the licence asks for it
 * @param link where to read more; empty for nowhere
 */
public record Attribution(String text, String link) {
  /** This as one HTML link, the form that Google's {@code html_attributions} have. */
  String html() {
    return link.isEmpty()
        ? escaped(text)
        : "<a href=\"" + escaped(link) + "\">" + escaped(text) + "</a>";
  }

  private static String escaped(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
