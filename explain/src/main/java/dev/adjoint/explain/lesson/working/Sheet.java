package dev.adjoint.explain.lesson.working;

import dev.adjoint.plot.picture.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Collects the parts of a lesson and finds the texts.
public final class Sheet {

  private final LessonWords words;
  private final Optional<Path> digits;
  private final List<Part> parts = new ArrayList<>();

  public Sheet(LessonWords words, Optional<Path> digits) {
    this.words = words;
    this.digits = digits;
  }

  public List<Part> parts() {
    return parts;
  }

  /// The folder with real digits, if present.
  public Optional<Path> digits() {
    return digits;
  }

  public String text(String key, Object... arguments) {
    return words.text(key, arguments);
  }

  public void heading(String key) {
    parts.add(new Part.Heading(words.text(key)));
  }

  public void paragraph(String key, Object... arguments) {
    parts.add(new Part.Paragraph(words.text(key, arguments)));
  }

  public void caution(String key, Object... arguments) {
    parts.add(new Part.Caution(words.text(key, arguments)));
  }

  public void lines(String... lines) {
    parts.add(new Part.Lines(Arrays.asList(lines)));
  }

  public void quantities(String captionKey, Quantity... rows) {
    parts.add(new Part.Quantities(words.text(captionKey), Arrays.asList(rows)));
  }

  public void derivatives(String captionKey, Derivative... rows) {
    parts.add(new Part.Derivatives(words.text(captionKey), Arrays.asList(rows)));
  }

  /// Derivatives under a caption that is given as text, not as a key.
  public void derivatives(String caption, List<Derivative> rows) {
    parts.add(new Part.Derivatives(caption, rows));
  }

  public void table(String captionKey, List<String> header, List<List<String>> rows) {
    parts.add(new Part.Table(words.text(captionKey), header, rows));
  }

  public void claims(Claim... claims) {
    parts.add(new Part.Claims(Arrays.asList(claims)));
  }

  /// A sentence from the texts that the numbers must confirm.
  public Claim claim(String key, boolean agrees, Object... arguments) {
    return new Claim(key, words.text(key, arguments), agrees);
  }

  /// A picture with the caption of `key`, drawn with the reader's words.
  public void figure(String file, String key, Function<LessonWords, Picture> drawing) {
    parts.add(new Part.Figure(file, words.text(key), drawing.apply(words)));
  }
}
