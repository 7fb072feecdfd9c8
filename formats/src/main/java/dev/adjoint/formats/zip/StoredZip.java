package dev.adjoint.formats.zip;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes a ZIP file whose entries are not compressed and begin at multiples of 64 bytes, as
/// PyTorch and NumPy write them, so that other programs can map them into memory.
///
/// Each content is written twice, the first time for its checksum and length, which precede it.
public final class StoredZip implements AutoCloseable {

  private static final int ALIGNMENT = 64;

  /// The bytes before a content without name and padding.
  private static final int FIXED_HEADER = 30;

  /// Two bytes of a kind that PyTorch uses for padding, and two for its length.
  private static final int PADDING_HEADER = 4;

  private static final long ZIP64 = 0xffff_ffffL;
  private static final int ZIP64_HEADER = 20;

  /// Writes a content; must write the same bytes each time.
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private final Counting counting;
  private final ZipOutputStream zip;

  /// @param out the stream; no method of this class closes it
  public StoredZip(OutputStream out) {
    this.counting = new Counting(out);
    this.zip = new ZipOutputStream(counting, StandardCharsets.UTF_8);
    zip.setMethod(ZipOutputStream.STORED);
  }

  private static final class Counting extends OutputStream {
    private final OutputStream out;
    private long count;

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
      count += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }

  /// Adds an entry.
  public void add(String name, Content content) throws IOException {
    CRC32 checksum = new CRC32();
    Counting length = new Counting(OutputStream.nullOutputStream());
    content.writeTo(new CheckedOutputStream(length, checksum));
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(length.count);
    entry.setCompressedSize(length.count);
    entry.setCrc(checksum.getValue());
    // The same time in every file: equal contents give equal bytes. The first day of 1980 would
    // need an extra field, since it also represents all earlier times.
    entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
    entry.setExtra(padding(name, length.count));
    zip.putNextEntry(entry);
    content.writeTo(zip);
    zip.closeEntry();
  }

  private byte[] padding(String name, long length) {
    long before =
        counting.count
            + FIXED_HEADER
            + name.getBytes(StandardCharsets.UTF_8).length
            + (length >= ZIP64 ? ZIP64_HEADER : 0)
            + PADDING_HEADER;
    int fill = Math.floorMod(-before, ALIGNMENT);
    byte[] extra = new byte[PADDING_HEADER + fill];
    extra[0] = 'F';
    extra[1] = 'B';
    extra[2] = (byte) fill;
    Arrays.fill(extra, PADDING_HEADER, extra.length, (byte) 'Z');
    return extra;
  }

  /// Writes the directory of the entries.
  @Override
  public void close() throws IOException {
    zip.finish();
  }
}
