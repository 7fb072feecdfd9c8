package dev.adjoint.plot.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/// What tests ask of a finished picture.
public final class Drawn {
  private Drawn() {}

  public static BufferedImage png(Picture picture, double scale) {
    try {
      return ImageIO.read(new ByteArrayInputStream(picture.toPng(scale)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The part of the pixels that differ from paper.
  public static double inked(BufferedImage image) {
    long inked = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xFFFFFF) != 0xFFFFFF) {
          inked++;
        }
      }
    }
    return (double) inked / ((long) image.getWidth() * image.getHeight());
  }

  /// A text with the box that it fills.
  public record Word(String text, Box box) {}

  /// Every level text of the picture with its box.
  public static List<Word> words(Picture picture) {
    List<Word> words = new ArrayList<>();
    collect(picture.marks(), 0, 0, words);
    return words;
  }

  private static void collect(List<Mark> marks, double dx, double dy, List<Word> words) {
    for (Mark mark : marks) {
      switch (mark) {
        case Mark.Text text when text.turn() == 0 -> {
          double width = text.lettering().width(text.text());
          double left =
              switch (text.align()) {
                case START -> 0;
                case MIDDLE -> -width / 2;
                case END -> -width;
              };
          double height = text.lettering().capHeight();
          words.add(
              new Word(
                  text.text(),
                  new Box(text.at().x() + left + dx, text.at().y() - height + dy, width, height)));
        }
        case Mark.Group(var inner, var _) -> collect(inner, dx, dy, words);
        case Mark.Shifted(double x, double y, var inner) -> collect(inner, dx + x, dy + y, words);
        default -> {}
      }
    }
  }

  /// The pairs of level texts that are on each other.
  public static List<String> collisions(Picture picture) {
    List<Word> words = words(picture);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      for (int j = i + 1; j < words.size(); j++) {
        if (words.get(i).box().overlaps(words.get(j).box())) {
          found.add(words.get(i).text() + " | " + words.get(j).text());
        }
      }
    }
    return found;
  }

  /// The level texts that leave the picture.
  public static List<String> outside(Picture picture) {
    var canvas = new Box(0, 0, picture.width(), picture.height());
    return words(picture).stream()
        .filter(word -> !canvas.contains(word.box()))
        .map(Word::text)
        .toList();
  }
}
