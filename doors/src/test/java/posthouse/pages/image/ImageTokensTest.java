// SPDX-License-Identifier: Apache-2.0
package posthouse.pages.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImageTokensTest {
    private final ImageTokens tokens = new ImageTokens(new Random(1));

    @Test
    void aTokenLeadsBackToItsAddress() {
        String path = tokens.path("http://x.test/ä.png?a=1");
        assertEquals(Optional.of("http://x.test/ä.png?a=1"), tokens.url(path.substring("/mail/image/".length())));
    }

    @Test
    void nobodyElseCanMakeOne() {
        String token = new ImageTokens(new Random(2)).path("http://x.test/").substring("/mail/image/".length());
        assertTrue(tokens.url(token).isEmpty());
        assertTrue(tokens.url("x").isEmpty());
        assertTrue(tokens.url("a.b").isEmpty());
    }

    @Test
    void onlyRasterPicturesPass() {
        assertEquals(Optional.of("image/gif"), ImageProxy.rasterType("GIF89a...".getBytes()));
        assertTrue(ImageProxy.rasterType("<svg xmlns='http://www.w3.org/2000/svg'>".getBytes())
                .isEmpty());
        assertTrue(ImageProxy.rasterType("<html>".getBytes()).isEmpty());
    }
}
