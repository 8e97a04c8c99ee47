// SPDX-License-Identifier: Apache-2.0
package posthouse.engine.rocksdb;

import java.time.Instant;
import java.util.Locale;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import posthouse.base.Failure;
import posthouse.base.KB;
import posthouse.base.Refused;

/** What a fault of the library means to us. */
final class Faults {
    private Faults() {}

    /** A write or the opening failed. */
    static Failure ofWrite(RocksDBException fault, Instant since) {
        String text = text(fault);
        if (isNoSpace(fault)) return new Failure.Full(KB.DISK_FULL, "disk", 0, 0);
        if (text.contains("read-only file system")) return new Failure.ReadOnly(KB.DISK_READ_ONLY, "disk", since);
        if (text.contains("sync")) return new Failure.Unavailable(KB.FLUSH_FAILED, "store", since);
        return new Failure.Unavailable(KB.STORE_FAILED, "store", since);
    }

    /** Why a store could not be opened: a phrase's key, or the library's own words with the file. */
    static String ofOpening(RocksDBException fault) {
        String text = text(fault);
        if (isNoSpace(fault)) return "data.full";
        if (text.contains("read-only file system")) return "data.read-only";
        return text.contains("permission denied") ? "data.right" : String.valueOf(fault.getMessage());
    }

    /** A row could not be read: that row is refused, the store goes on. */
    static Refused ofRead(RocksDBException fault) {
        return new Refused(new Failure.Broken(KB.RECORD_DAMAGED, "record", reason(fault)), fault);
    }

    static Refused damagedRow(String why) {
        return new Refused(new Failure.Broken(KB.RECORD_DAMAGED, "record", why));
    }

    static Refused damagedBlob(String why) {
        return new Refused(new Failure.Broken(KB.MESSAGE_DAMAGED, "message", why));
    }

    static Refused ofBlobRead(RocksDBException fault) {
        return new Refused(new Failure.Broken(KB.MESSAGE_DAMAGED, "message", reason(fault)), fault);
    }

    static boolean isNoSpace(RocksDBException fault) {
        var status = fault.getStatus();
        return status != null && status.getSubCode() == Status.SubCode.NoSpace
                || text(fault).contains("no space left");
    }

    static boolean isLocked(RocksDBException fault) {
        String text = text(fault);
        return text.contains("lock hold by")
                || text.contains("while lock file") && text.contains("temporarily unavailable");
    }

    /** The read would have had to wait for the disk. */
    static boolean isNotInMemory(RocksDBException fault) {
        return fault.getStatus() != null && fault.getStatus().getCode() == Status.Code.Incomplete;
    }

    private static String reason(RocksDBException fault) {
        boolean checksum = fault.getStatus() != null && fault.getStatus().getCode() == Status.Code.Corruption;
        return checksum ? "its checksum does not match" : "the disk could not read it";
    }

    private static String text(RocksDBException fault) {
        var status = fault.getStatus();
        String state = status == null || status.getState() == null ? "" : status.getState();
        return (fault.getMessage() + " " + state).toLowerCase(Locale.ROOT);
    }
}
