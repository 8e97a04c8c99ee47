// SPDX-License-Identifier: Apache-2.0
package posthouse.store.work;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import posthouse.base.BlobId;
import posthouse.store.Source;
import posthouse.store.engine.Blobs;

/** Kinds of sources. */
final class Sources {

    /** Bytes in memory. */
    record Memory(byte[] bytes) implements Source {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public InputStream open(long offset, long length) {
            int from = (int) Math.clamp(offset, 0, bytes.length);
            int count = (int) Math.clamp(length, 0, bytes.length - from);
            return new ByteArrayInputStream(bytes, from, count);
        }
    }

    /** A stored blob. */
    record Blob(Blobs blobs, BlobId id, long size) implements Source {
        @Override
        public InputStream open(long offset, long length) {
            long from = Math.clamp(offset, 0, size);
            long count = Math.clamp(length, 0, size - from);
            return count == 0 ? InputStream.nullInputStream() : blobs.open(id, from, count);
        }
    }

    /** One after the other. */
    record Joined(Source first, Source second) implements Source {
        @Override
        public long size() {
            return first.size() + second.size();
        }

        @Override
        public InputStream open(long offset, long length) {
            long from = Math.clamp(offset, 0, size());
            long count = Math.clamp(length, 0, size() - from);
            if (from >= first.size()) return second.open(from - first.size(), count);
            if (from + count <= first.size()) return first.open(from, count);
            long head = first.size() - from;
            return new SequenceInputStream(first.open(from, head), second.open(0, count - head));
        }
    }

    /** A part of another one. */
    record Part(Source whole, long start, long size) implements Source {
        @Override
        public InputStream open(long offset, long length) {
            long from = Math.clamp(offset, 0, size);
            return whole.open(start + from, Math.clamp(length, 0, size - from));
        }
    }

    /** Asks the gate again whenever it is opened, and while it is read whenever a right has changed. */
    record Guarded(Gate gate, List<Long> mailboxes, Source source) implements Source {
        @Override
        public long size() {
            return source.size();
        }

        @Override
        public InputStream open(long offset, long length) {
            gate.again(mailboxes);
            return new Watched(source.open(offset, length), gate, mailboxes);
        }
    }

    private static final class Watched extends FilterInputStream {
        private final Gate gate;
        private final List<Long> mailboxes;
        private long epoch;

        Watched(InputStream in, Gate gate, List<Long> mailboxes) {
            super(in);
            this.gate = gate;
            this.mailboxes = mailboxes;
            epoch = gate.epoch();
        }

        private void again() {
            long now = gate.epoch();
            if (now == epoch) return;
            gate.again(mailboxes);
            epoch = now;
        }

        @Override
        public int read() throws IOException {
            again();
            return super.read();
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            again();
            return super.read(into, at, length);
        }
    }

    private Sources() {}
}
