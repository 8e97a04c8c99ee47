// SPDX-License-Identifier: Apache-2.0
package posthouse.app.sample;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import posthouse.formats.OutgoingPart;

/** Small files for attachments, real of their kind where a browser shows them. */
final class SampleFiles {
    private static final Map<String, String> TYPES = Map.of(
            "pdf", "application/pdf",
            "csv", "text/csv",
            "png", "image/png",
            "odt", "application/vnd.oasis.opendocument.text",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    private SampleFiles() {}

    static OutgoingPart attachment(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        byte[] content = switch (ending) {
            case "png" -> PIXEL;
            case "csv" -> csv();
            default -> pdf();
        };
        return OutgoingPart.attachment(
                TYPES.getOrDefault(ending, "application/octet-stream"), name, () -> new ByteArrayInputStream(content));
    }

    private static byte[] csv() {
        var text = new StringBuilder("minute,hPa\n");
        for (int i = 0; i < 400; i++)
            text.append(i).append(',').append(1013 + (i * 37 % 11) / 10.0).append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] pdf() {
        String text = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\n"
                + "trailer<</Root 1 0 R>>\n%%EOF\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
