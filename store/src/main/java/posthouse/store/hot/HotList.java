// SPDX-License-Identifier: Apache-2.0
package posthouse.store.hot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import posthouse.base.EmailId;
import posthouse.base.ThreadId;
import posthouse.store.MailList;

/** A list at one version, in chunks; the next version shares those that did not change. */
public final class HotList implements MailList {
    private final long version;
    private final Chunk[] chunks;
    private final int[] starts;
    private final int size;

    private HotList(long version, List<Chunk> chunks) {
        this.version = version;
        this.chunks = chunks.toArray(Chunk[]::new);
        starts = new int[this.chunks.length];
        int at = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            at += this.chunks[i].length();
        }
        size = at;
    }

    /** A list of these lines, which are sorted in place. */
    public static HotList of(long version, List<Item> items) {
        items.sort(null);
        var chunks = new ArrayList<Chunk>(items.size() / Chunk.LENGTH + 1);
        for (int from = 0; from < items.size(); from += Chunk.LENGTH)
            chunks.add(Chunk.of(items.subList(from, Math.min(items.size(), from + Chunk.LENGTH))));
        return new HotList(version, chunks);
    }

    /** The account's version that this list shows. */
    public long version() {
        return version;
    }

    /** The same lines at a later version. */
    public HotList at(long laterVersion) {
        return laterVersion == version ? this : new HotList(laterVersion, List.of(chunks));
    }

    /** Bytes of memory, about. */
    public long weight() {
        return 128 + (long) size * Chunk.LINE + chunks.length * 160L;
    }

    /** Without some lines and with others; a line that is replaced is in both. */
    public HotList changed(long newVersion, Collection<Item> gone, Collection<Item> come) {
        if (gone.isEmpty() && come.isEmpty()) return at(newVersion);
        if (gone.size() + come.size() > 64 + size / 16) return rebuilt(newVersion, gone, come);
        var edit = new ArrayList<>(List.of(chunks));
        for (Item item : gone) remove(edit, item);
        for (Item item : come) insert(edit, item);
        return new HotList(newVersion, edit);
    }

    private HotList rebuilt(long newVersion, Collection<Item> gone, Collection<Item> come) {
        Set<Long> replaced = HashSet.newHashSet(gone.size() + come.size());
        for (Item item : gone) replaced.add(item.email());
        for (Item item : come) replaced.add(item.email());
        var lines = new ArrayList<Item>(size + come.size());
        for (Chunk chunk : chunks)
            for (int i = 0; i < chunk.length(); i++) if (!replaced.contains(chunk.email()[i])) lines.add(chunk.item(i));
        lines.addAll(come);
        return of(newVersion, lines);
    }

    private static void remove(List<Chunk> edit, Item item) {
        int c = chunkOf(edit, item.receivedAt(), item.email());
        if (c < 0) return;
        int at = edit.get(c).search(item.receivedAt(), item.email());
        if (at < 0) return;
        if (edit.get(c).length() == 1) edit.remove(c);
        else edit.set(c, edit.get(c).without(at));
    }

    private static void insert(List<Chunk> edit, Item item) {
        int c = Math.max(0, chunkOf(edit, item.receivedAt(), item.email()));
        if (edit.isEmpty()) {
            edit.add(Chunk.of(List.of(item)));
            return;
        }
        Chunk chunk = edit.get(c);
        int at = chunk.search(item.receivedAt(), item.email());
        if (at >= 0) {
            edit.set(c, chunk.replacing(at, item));
            return;
        }
        Chunk grown = chunk.with(-at - 1, item);
        if (grown.length() <= 2 * Chunk.LENGTH) {
            edit.set(c, grown);
        } else {
            edit.set(c, grown.part(0, Chunk.LENGTH));
            edit.add(c + 1, grown.part(Chunk.LENGTH, grown.length()));
        }
    }

    /** The last chunk that begins at or before the line, or -1. */
    private static int chunkOf(List<Chunk> chunks, long date, long id) {
        int low = 0;
        int high = chunks.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Chunk chunk = chunks.get(middle);
            if (Item.compare(chunk.receivedAt()[0], chunk.email()[0], date, id) <= 0) low = middle + 1;
            else high = middle - 1;
        }
        return high;
    }

    /** All of a line. */
    public Item item(int index) {
        int c = chunk(index);
        return chunks[c].item(index - starts[c]);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public EmailId email(int index) {
        int c = chunk(index);
        return new EmailId(chunks[c].email()[index - starts[c]]);
    }

    @Override
    public long receivedAt(int index) {
        int c = chunk(index);
        return chunks[c].receivedAt()[index - starts[c]];
    }

    @Override
    public ThreadId thread(int index) {
        int c = chunk(index);
        return new ThreadId(chunks[c].thread()[index - starts[c]]);
    }

    @Override
    public long size(int index) {
        int c = chunk(index);
        return Integer.toUnsignedLong(chunks[c].size()[index - starts[c]]);
    }

    @Override
    public long bits(int index) {
        int c = chunk(index);
        return chunks[c].bits()[index - starts[c]];
    }

    @Override
    public long modseq(int index) {
        int c = chunk(index);
        return chunks[c].modseq()[index - starts[c]];
    }

    @Override
    public long uid(int index) {
        int c = chunk(index);
        return Integer.toUnsignedLong(chunks[c].uid()[index - starts[c]]);
    }

    @Override
    public int indexOf(EmailId id, long receivedAt) {
        int c = chunkOf(Arrays.asList(chunks), receivedAt, id.value());
        if (c < 0) return -1;
        int at = chunks[c].search(receivedAt, id.value());
        return at < 0 ? -1 : starts[c] + at;
    }

    @Override
    public int firstBefore(long moment) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (receivedAt(middle) < moment) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private int chunk(int index) {
        if (index < 0 || index >= size) throw new IndexOutOfBoundsException(index);
        int low = 0;
        int high = starts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= index) low = middle;
            else high = middle - 1;
        }
        return low;
    }
}
