package dev.adjoint.data.image;

/// What the markers of a JPEG file say about its colours and its orientation.
///
/// @param colours what the components mean
/// @param orientation 1 … 8
record JpegHeader(Colours colours, int orientation) {

  /// What the components of a JPEG file mean.
  enum Colours {
    GREY,
    YCBCR,
    RGB,
    CMYK,
    YCCK,
    /// A number of components that no rule knows.
    UNKNOWN
  }

  private static final int START_OF_SCAN = 0xDA;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;

  /// Reads the markers before the first scan; the rules for colours are those of libjpeg.
  static JpegHeader of(byte[] file) {
    boolean isJfif = false;
    int adobe = -1;
    int orientation = 1;
    byte[] components = {};
    int at = 2;
    while (at + 4 <= file.length) {
      if (file[at] != (byte) 0xFF) {
        break;
      }
      int marker = file[at + 1] & 0xFF;
      if (marker == 0xFF) {
        at++; // A fill byte.
        continue;
      }
      if (marker == START_OF_SCAN) {
        break;
      }
      int length = ((file[at + 2] & 0xFF) << 8) | (file[at + 3] & 0xFF);
      int start = at + 4;
      int end = Math.min(at + 2 + length, file.length);
      if (marker == APP0 && startsWith(file, start, end, "JFIF\0")) {
        isJfif = true;
      } else if (marker == APP1 && startsWith(file, start, end, "Exif\0\0")) {
        orientation = ExifOrientation.of(file, start + 6, end);
      } else if (marker == APP14 && startsWith(file, start, end, "Adobe") && end - start >= 12) {
        adobe = file[start + 11] & 0xFF;
      } else if (isFrame(marker) && end - start >= 6) {
        components = components(file, start, end);
      }
      at = Math.max(at + 2 + length, at + 4);
    }
    return new JpegHeader(colours(components, isJfif, adobe), orientation);
  }

  /// A start of frame of any process; 0xC4, 0xC8 and 0xCC are other markers.
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static byte[] components(byte[] file, int start, int end) {
    int count = Math.min(file[start + 5] & 0xFF, (end - start - 6) / 3);
    byte[] ids = new byte[count];
    for (int i = 0; i < count; i++) {
      ids[i] = file[start + 6 + 3 * i];
    }
    return ids;
  }

  private static Colours colours(byte[] ids, boolean isJfif, int adobe) {
    return switch (ids.length) {
      case 1 -> Colours.GREY;
      case 3 -> {
        if (isJfif) {
          yield Colours.YCBCR;
        }
        if (adobe >= 0) {
          yield adobe == 0 ? Colours.RGB : Colours.YCBCR;
        }
        yield ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B' ? Colours.RGB : Colours.YCBCR;
      }
      case 4 -> adobe == 2 ? Colours.YCCK : Colours.CMYK;
      default -> Colours.UNKNOWN;
    };
  }

  private static boolean startsWith(byte[] file, int start, int end, String text) {
    if (end - start < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (file[start + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
