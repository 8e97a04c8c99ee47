// SPDX-License-Identifier: Apache-2.0
// RFC 2046 §5.1 multipart, §5.2.1 message/rfc822
package posthouse.formats.mime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import posthouse.formats.HeaderBlock;
import posthouse.formats.Part;
import posthouse.formats.TransferDecoding;
import posthouse.formats.header.FieldSyntax;

/**
 * Finds the parts of a message in one pass. Time is linear in its octets and memory is bounded by the limits below,
 * whatever the message holds; past a limit the rest belongs to the last part and {@code truncated} is set.
 */
public final class StructureReader implements LineScanner.Sink {
    public static final int MAX_DEPTH = 100;
    public static final int MAX_PARTS = 10_000;
    /** Header octets that are looked at, of the message and of each part. */
    public static final int MAX_HEADER = 256 * 1024;

    private static final int MAX_PART_HEADER = 64 * 1024;
    /** Octets of text kept in all, for preview and search. */
    private static final int MAX_TEXT = 1024 * 1024;

    private static final int MAX_HTML = 256 * 1024;

    private static final int LONGEST_BOUNDARY_LINE = 1_000;

    /** The tree, the message's header, the text octets by part. */
    public record Result(Part root, HeaderBlock header, Map<Part, byte[]> texts, long size, boolean truncated) {}

    private enum Mode {
        HEADER,
        LEAF,
        PREAMBLE,
        EPILOGUE,
        CONTAINER
    }

    private static final class Frame {
        final @Nullable Frame parent;
        final int depth;
        final long headerStart;
        final String defaultType;
        final List<Part> children = new ArrayList<>();
        final ByteArrayOutputStream header = new ByteArrayOutputStream(0);
        Mode mode = Mode.HEADER;
        long bodyStart = -1;
        long bodyEnd = -1;
        long lines;
        boolean sawField;

        @Nullable
        PartHeader head;

        @Nullable
        String boundary;

        @Nullable
        BodySink sink;

        Frame(@Nullable Frame parent, long headerStart, String defaultType) {
            this.parent = parent;
            this.depth = parent == null ? 0 : parent.depth + 1;
            this.headerStart = headerStart;
            this.defaultType = defaultType;
        }
    }

    private final Map<String, Deque<Frame>> boundaries = new HashMap<>();
    private final Map<Part, byte[]> texts = new IdentityHashMap<>();
    private Frame top = new Frame(null, 0, "text/plain");
    private @Nullable Part root;
    private @Nullable HeaderBlock rootHeader;
    private int parts = 1;
    private int textKept;
    private boolean truncated;
    private int lastEol;
    private final byte[] eol = new byte[2];
    private boolean droppingHeaderLine;

    private StructureReader() {}

    public static Result read(InputStream in) throws IOException {
        StructureReader r = new StructureReader();
        long size = LineScanner.scan(in, r);
        r.closeDownTo(null, size, size);
        Part root = java.util.Objects.requireNonNull(r.root);
        HeaderBlock header = r.rootHeader == null ? new HeaderBlock(List.of()) : r.rootHeader;
        return new Result(SectionNumbers.assign(root, r.texts), header, r.texts, size, r.truncated);
    }

    @Override
    public void piece(byte[] b, int from, int length, int eolLength, long at, boolean starts, boolean ends) {
        if (starts
                && ends
                && length > 2
                && length <= LONGEST_BOUNDARY_LINE
                && b[from] == '-'
                && b[from + 1] == '-'
                && !boundaries.isEmpty()) {
            if (boundaryLine(b, from, length, eolLength, at)) return;
        }
        if (top.mode == Mode.HEADER) headerPiece(b, from, length, eolLength, at, starts, ends);
        else bodyPiece(b, from, length, eolLength, at, ends);
    }

    private boolean boundaryLine(byte[] b, int from, int length, int eolLength, long at) {
        int end = from + length;
        while (end > from && (b[end - 1] == ' ' || b[end - 1] == '\t')) end--;
        String line = new String(b, from + 2, end - from - 2, StandardCharsets.UTF_8);
        Deque<Frame> open = boundaries.get(line);
        boolean closing = false;
        if (open == null && line.endsWith("--")) {
            open = boundaries.get(line.substring(0, line.length() - 2));
            closing = open != null;
        }
        if (open == null) return false;
        Frame multipart = open.peek();
        if (multipart == null) return false;
        closeDownTo(multipart, at, at - lastEol);
        lastEol = 0;
        if (closing) {
            lastEol = eolLength;
            forget(multipart);
            multipart.mode = Mode.EPILOGUE;
        } else if (parts >= MAX_PARTS) {
            truncated = true;
            forget(multipart);
            multipart.mode = Mode.EPILOGUE;
        } else {
            parts++;
            multipart.mode = Mode.CONTAINER;
            multipart.sink = null;
            boolean digest = multipart.head != null && multipart.head.type().equals("multipart/digest");
            top = new Frame(multipart, at + length + eolLength, digest ? "message/rfc822" : "text/plain");
        }
        return true;
    }

    private void forget(Frame f) {
        String boundary = f.boundary;
        if (boundary == null) return;
        Deque<Frame> same = boundaries.get(boundary);
        if (same != null) {
            same.remove(f);
            if (same.isEmpty()) boundaries.remove(boundary);
        }
        f.boundary = null;
    }

    private void headerPiece(byte[] b, int from, int length, int eolLength, long at, boolean starts, boolean ends) {
        Frame f = top;
        if (starts) {
            if (length == 0 && ends) {
                endHeader(f, at + eolLength);
                return;
            }
            boolean continuation = b[from] == ' ' || b[from] == '\t';
            boolean field = FieldSyntax.nameLength(b, from, from + length) > 0;
            boolean mboxLine = startsWith(b, from, length, "From ") || startsWith(b, from, length, ">From ");
            droppingHeaderLine = mboxLine;
            if (!field && !mboxLine && !(continuation && f.sawField)) {
                // no field: an empty line is missing and the body begins here
                endHeader(f, at);
                piece(b, from, length, eolLength, at, true, ends);
                return;
            }
            if (field) f.sawField = true;
        }
        int cap = f.parent == null ? MAX_HEADER : MAX_PART_HEADER;
        if (!droppingHeaderLine) {
            int room = Math.min(length, cap - f.header.size());
            if (room > 0) f.header.write(b, from, room);
            if (room < length) truncated = true;
            if (ends && f.header.size() < cap) f.header.write('\n');
        }
        lastEol = ends ? eolLength : 0;
    }

    private static boolean startsWith(byte[] b, int from, int length, String s) {
        if (length < s.length()) return false;
        for (int i = 0; i < s.length(); i++) if (b[from + i] != s.charAt(i)) return false;
        return true;
    }

    private void endHeader(Frame f, long bodyStart) {
        HeaderBlock block = HeaderBlock.parse(f.header.toByteArray());
        f.header.reset();
        if (f.parent == null) rootHeader = block;
        PartHeader head = PartHeader.of(block, f.defaultType);
        f.head = head;
        f.bodyStart = bodyStart;
        lastEol = 0;
        BodySink.Encoding encoding = BodySink.encodingOf(head.encoding());
        boolean deep = f.depth >= MAX_DEPTH;
        if (head.type().startsWith("multipart/") && head.boundary().isPresent() && !deep) {
            f.mode = Mode.PREAMBLE;
            String boundary = head.boundary().get();
            f.boundary = boundary;
            boundaries.computeIfAbsent(boundary, k -> new ArrayDeque<>()).push(f);
            f.sink = new BodySink(BodySink.Encoding.IDENTITY, room(64 * 1024));
        } else if ((head.type().equals("message/rfc822") || head.type().equals("message/global"))
                && encoding == BodySink.Encoding.IDENTITY
                && !deep
                && parts < MAX_PARTS) {
            f.mode = Mode.CONTAINER;
            parts++;
            top = new Frame(f, bodyStart, "text/plain");
        } else {
            if (deep && head.type().startsWith("multipart/")) truncated = true;
            f.mode = Mode.LEAF;
            boolean text = head.type().startsWith("text/")
                            && head.disposition()
                                    .map(d -> !d.equals("attachment"))
                                    .orElse(true)
                    || head.type().startsWith("multipart/");
            f.sink = new BodySink(encoding, text ? room(head.type().equals("text/html") ? MAX_HTML : MAX_TEXT / 2) : 0);
        }
    }

    private int room(int most) {
        return Math.max(0, Math.min(most, MAX_TEXT - textKept));
    }

    private void bodyPiece(byte[] b, int from, int length, int eolLength, long at, boolean ends) {
        Frame f = top;
        BodySink sink = f.sink;
        if ((f.mode == Mode.LEAF || f.mode == Mode.PREAMBLE) && sink != null) {
            if (lastEol > 0) {
                sink.feed(eol, 0, lastEol);
                f.lines++;
            }
            sink.feed(b, from, length);
        }
        lastEol = 0;
        if (ends && eolLength > 0) {
            System.arraycopy(b, from + length, eol, 0, eolLength);
            lastEol = eolLength;
        }
    }

    /** Closes all frames above {@code stop}; at the message's end also the last line break belongs to the body. */
    private void closeDownTo(@Nullable Frame stop, long at, long bodyEnd) {
        Frame f = top;
        while (f != null && f != stop) {
            boolean finalBreak = stop == null && bodyEnd == at && lastEol > 0;
            close(f, at, bodyEnd, finalBreak && f == top);
            f = f.parent;
        }
        if (f != null) top = f;
    }

    private void close(Frame f, long at, long bodyEnd, boolean feedBreak) {
        if (f.head == null) endHeaderless(f, at);
        BodySink sink = f.sink;
        if (feedBreak && sink != null && (f.mode == Mode.LEAF || f.mode == Mode.PREAMBLE)) {
            sink.feed(eol, 0, lastEol);
            f.lines++;
        }
        if (sink != null) sink.finish();
        forget(f);
        PartHeader head = java.util.Objects.requireNonNull(f.head);
        long end = Math.max(f.bodyStart, bodyEnd);
        boolean container = !f.children.isEmpty();
        String type = head.type();
        String encoding = head.encoding();
        if (!container && type.startsWith("multipart/")) {
            // A multipart without parts is shown as the text that it holds.
            if (f.mode == Mode.PREAMBLE) encoding = "8bit";
            type = TransferDecoding.isKnown(encoding) ? "text/plain" : PartHeader.OCTETS;
        }
        long decoded = sink != null && !container ? sink.decoded() : end - f.bodyStart;
        Part part = new Part(
                "",
                type,
                type.startsWith("text/") && head.charset().isEmpty()
                        ? java.util.Optional.of("us-ascii")
                        : head.charset(),
                head.disposition(),
                head.name(),
                head.cid(),
                head.language(),
                head.location(),
                encoding,
                f.headerStart,
                f.bodyStart,
                end,
                decoded,
                f.lines,
                head.parameters(),
                f.children);
        if (sink != null && !container && type.startsWith("text/") && sink.keptSize() > 0) {
            byte[] kept = sink.kept();
            textKept += kept.length;
            texts.put(part, kept);
        }
        if (f.parent == null) root = part;
        else f.parent.children.add(part);
    }

    /** The input ended, or a boundary came, inside the header. */
    private void endHeaderless(Frame f, long at) {
        HeaderBlock block = HeaderBlock.parse(f.header.toByteArray());
        if (f.parent == null) rootHeader = block;
        f.head = PartHeader.of(block, f.defaultType);
        f.bodyStart = at;
        f.mode = Mode.LEAF;
    }
}
