package dev.adjoint.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes a ZIP64 archive whose large entries are holes; without checksums, as PyTorch can.
final class SparseZip {

  private static final int MARK = 0xffff_ffff;

  private final FileChannel channel;
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private long position;
  private int entries;

  private SparseZip(FileChannel channel) {
    this.channel = channel;
  }

  static SparseZip create(Path file) throws IOException {
    return new SparseZip(
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE));
  }

  /// An entry that begins with these bytes and goes on with zeros.
  SparseZip add(String name, byte[] start, long length) throws IOException {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    long at = position;
    ByteBuffer local = little(30 + text.length + 20).putInt(0x04034b50).putShort((short) 45);
    local.putShort((short) 0x800).putShort((short) 0).putInt(0).putInt(0).putInt(MARK).putInt(MARK);
    local.putShort((short) text.length).putShort((short) 20).put(text);
    local.putShort((short) 1).putShort((short) 16).putLong(length).putLong(length);
    write(local);
    channel.write(ByteBuffer.wrap(start), position);
    position += length;
    ByteBuffer central = little(46 + text.length + 28).putInt(0x02014b50).putShort((short) 45);
    central.putShort((short) 45).putShort((short) 0x800).putShort((short) 0).putInt(0).putInt(0);
    central.putInt(MARK).putInt(MARK).putShort((short) text.length).putShort((short) 28);
    central.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt(MARK);
    central.put(text).putShort((short) 1).putShort((short) 24);
    central.putLong(length).putLong(length).putLong(at);
    byte[] entry = new byte[central.flip().remaining()];
    central.get(entry);
    directory.writeBytes(entry);
    entries++;
    return this;
  }

  SparseZip add(String name, byte[] content) throws IOException {
    return add(name, content, content.length);
  }

  /// Writes the directory; gives the length of the file.
  long finish() throws IOException {
    long start = position;
    write(ByteBuffer.wrap(directory.toByteArray()).position(directory.size()));
    long end = position;
    ByteBuffer footer = little(56 + 20 + 22).putInt(0x06064b50).putLong(44).putShort((short) 45);
    footer.putShort((short) 45).putInt(0).putInt(0).putLong(entries).putLong(entries);
    footer.putLong(directory.size()).putLong(start);
    footer.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    footer.putInt(0x06054b50).putInt(0).putShort((short) entries).putShort((short) entries);
    footer.putInt(directory.size()).putInt(MARK).putShort((short) 0);
    write(footer);
    channel.close();
    return position;
  }

  private void write(ByteBuffer bytes) throws IOException {
    position += channel.write(bytes.flip(), position);
  }

  private static ByteBuffer little(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }
}
