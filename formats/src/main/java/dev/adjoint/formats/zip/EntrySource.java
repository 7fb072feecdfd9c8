package dev.adjoint.formats.zip;

import dev.adjoint.formats.ByteSource;
import dev.adjoint.formats.FormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// The bytes of an entry of a ZIP file. Reading forwards takes one pass, also if the entry is
/// compressed; a complete read is checked against the checksum.
final class EntrySource implements ByteSource {

  private final Path file;
  private final ZipFile zip;
  private final ZipEntry entry;
  private @Nullable InputStream stream;
  private long at;
  private @Nullable CRC32 checksum;

  EntrySource(Path file, ZipFile zip, ZipEntry entry) {
    this.file = file;
    this.zip = zip;
    this.entry = entry;
  }

  @Override
  public synchronized void read(long offset, ByteBuffer into) throws IOException {
    try {
      InputStream from = at(offset);
      int count =
          from.readNBytes(into.array(), into.arrayOffset() + into.position(), into.remaining());
      if (count < into.remaining()) {
        throw damaged("has %d bytes but should have %d".formatted(at + count, entry.getSize()));
      }
      if (checksum != null) {
        checksum.update(into.duplicate());
      }
      into.position(into.limit());
      at += count;
    } catch (EOFException | ZipException e) {
      throw damaged("cannot be read (%s)".formatted(ZipContents.reason(e)));
    }
    if (at == entry.getSize()) {
      end();
    }
  }

  private InputStream at(long offset) throws IOException {
    InputStream from = stream;
    if (from == null || offset < at) {
      if (from != null) {
        from.close();
      }
      try {
        from = zip.getInputStream(entry);
      } catch (IllegalStateException _) {
        throw ByteSource.closed(file);
      }
      stream = from;
      at = 0;
      checksum = new CRC32();
    }
    if (offset > at) {
      from.skipNBytes(offset - at);
      at = offset;
      checksum = null;
    }
    return from;
  }

  private void end() throws IOException {
    if (stream != null) {
      stream.close();
      stream = null;
    }
    // PyTorch can be told to write no checksum; then it is 0.
    if (checksum != null && entry.getCrc() != 0 && checksum.getValue() != entry.getCrc()) {
      throw damaged(
          "has the checksum %08x but was written with %08x"
              .formatted(checksum.getValue(), entry.getCrc()));
    }
  }

  private FormatException damaged(String detail) {
    return new FormatException(
        file,
        "the entry %s %s; it is damaged, fetch or save the file again"
            .formatted(entry.getName(), detail));
  }
}
