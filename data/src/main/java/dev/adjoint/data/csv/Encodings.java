package dev.adjoint.data.csv;

import dev.adjoint.data.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Finds the character encoding of a table and opens it as text.
///
/// In this order: the encoding that is named; a byte order mark (UTF-8, UTF-16, UTF-32); zero bytes
/// at every second byte (UTF-16 without a mark); UTF-8 when every byte fits it; GB18030 when every
/// byte fits it and most characters that are not ASCII have two bytes above 0xA0 and are frequent
/// ones, as in Chinese text and not in European text; Windows-1252 when every byte has a meaning
/// there.
final class Encodings {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int SAMPLE = 1 << 12;

  /// The first byte of the last frequent characters of GB 2312.
  private static final int LAST_FREQUENT = 0xd7;

  private Encodings() {}

  /// The encoding of a file.
  ///
  /// @param file the file
  /// @param named the name of an encoding, if a person named one
  /// @param usual the encoding of the training data, if there is one; it decides between those that
  ///   fit every byte and are not UTF-8
  /// @throws DataException when no encoding fits
  static Charset find(TableFile file, Optional<String> named, Optional<String> usual)
      throws IOException {
    byte[] first;
    try (InputStream stream = file.open()) {
      first = stream.readNBytes(SAMPLE);
    }
    if (named.isPresent()) {
      Charset charset = ReadOptions.charset(named.get());
      if (!fits(file, charset)) {
        throw new DataException(
            "read %s: line %d is not %s text; name another encoding"
                .formatted(file.name(), badLine(file, charset), charset.name()));
      }
      return charset;
    }
    Optional<Charset> marked = marked(first);
    Charset utf8 = marked.orElse(StandardCharsets.UTF_8);
    if (marked.isEmpty() && contains(first, (byte) 0)) {
      throw new DataException(
          "read %s: this is a binary file, not text; export the table as CSV"
              .formatted(file.name()));
    }
    if (fits(file, utf8)) {
      return utf8;
    }
    if (marked.isPresent()) {
      throw new DataException(
          "read %s: line %d is not %s text, although its first bytes say so; save the file again or name another encoding"
              .formatted(file.name(), badLine(file, utf8), utf8.name()));
    }
    Charset western = Charset.forName("windows-1252");
    Charset chinese = Charset.forName("GB18030");
    Optional<Charset> known =
        usual
            .map(ReadOptions::charset)
            .filter(each -> each.equals(western) || each.equals(chinese));
    if (known.isPresent() && fits(file, known.get())) {
      return known.get();
    }
    if (isChinese(file) && fits(file, chinese)) {
      return chinese;
    }
    if (fits(file, western)) {
      return western;
    }
    throw new DataException(
        "read %s: line %d is neither UTF-8 nor Windows-1252 text; save the file as UTF-8 or name its encoding"
            .formatted(file.name(), badLine(file, StandardCharsets.UTF_8)));
  }

  private static Optional<Charset> marked(byte[] first) {
    int a = first.length > 0 ? first[0] & 0xff : 0;
    int b = first.length > 1 ? first[1] & 0xff : 0;
    if (first.length > 3 && a == 0xff && b == 0xfe && first[2] == 0 && first[3] == 0) {
      return Optional.of(StandardCharsets.UTF_32LE);
    }
    if (first.length > 3 && a == 0 && b == 0 && first[2] == (byte) 0xfe) {
      return Optional.of(StandardCharsets.UTF_32BE);
    }
    if (a == 0xff && b == 0xfe) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    if (a == 0xfe && b == 0xff) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    if (a == 0xef && b == 0xbb && first.length > 2 && (first[2] & 0xff) == 0xbf) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    int even = 0;
    int odd = 0;
    for (int i = 0; i + 1 < first.length; i += 2) {
      even += first[i] == 0 ? 1 : 0;
      odd += first[i + 1] == 0 ? 1 : 0;
    }
    int pairs = first.length / 2;
    if (pairs > 0 && even == 0 && odd > pairs / 2) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    if (pairs > 0 && odd == 0 && even > pairs / 2) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    return Optional.empty();
  }

  private static boolean contains(byte[] bytes, byte expected) {
    for (byte each : bytes) {
      if (each == expected) {
        return true;
      }
    }
    return false;
  }

  /// Whether most characters that are not ASCII are two bytes of which both are above 0xA0, and of
  /// which the first is that of a sign or of one of the 3,755 frequent characters. Two small
  /// letters of a European text side by side, such as öß, begin with a larger byte.
  private static boolean isChinese(TableFile file) throws IOException {
    long pairs = 0;
    long others = 0;
    try (InputStream stream = file.open()) {
      int lead = stream.read();
      while (lead >= 0) {
        int next = stream.read();
        if (lead > 0x80) {
          if (lead > 0xa0 && next > 0xa0) {
            pairs += lead <= LAST_FREQUENT ? 1 : 0;
            others += lead <= LAST_FREQUENT ? 0 : 1;
            next = stream.read();
          } else {
            others++;
          }
        }
        lead = next;
      }
    }
    return pairs > others;
  }

  private static boolean fits(TableFile file, Charset charset) throws IOException {
    try (Reader reader = strict(file, charset)) {
      var buffer = CharBuffer.allocate(1 << 14);
      while (reader.read(buffer) >= 0) {
        buffer.clear();
      }
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  /// The text of a file without its byte order mark.
  static BufferedReader open(TableFile file, Charset charset) throws IOException {
    var reader = new BufferedReader(strict(file, charset));
    try {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  private static Reader strict(TableFile file, Charset charset) throws IOException {
    return new InputStreamReader(
        file.open(),
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /// The first line that does not fit; the decoder reads ahead, so the lines are tried one by one.
  private static long badLine(TableFile file, Charset charset) throws IOException {
    long line = 0;
    try (var lines =
        new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.ISO_8859_1))) {
      for (String each = lines.readLine(); each != null; each = lines.readLine()) {
        line++;
        charset.newDecoder().decode(ByteBuffer.wrap(each.getBytes(StandardCharsets.ISO_8859_1)));
      }
    } catch (CharacterCodingException _) {
      return line;
    }
    return line;
  }
}
