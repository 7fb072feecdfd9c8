package dev.adjoint.data.image;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/// How images are changed at random while a network learns from them, so that it sees each image in
/// many forms. Images for prediction or evaluation are never changed.
///
/// The text is a list such as `flip,shift=0.1,rotate=10`:
///
/// | part | what it does | range |
/// |---|---|---|
/// | `flip` | mirrors left and right in half of the cases; not for digits, letters and signs | – |
/// | `shift=s` | moves by up to this part of the side | 0 … 1 |
/// | `rotate=d` | turns by up to so many degrees | 0 … 180 |
/// | `scale=s` | enlarges or shrinks by a factor within 1 ± s | 0 … 0.9 |
/// | `colour=c` | multiplies contrast within 1 ± c, adds up to c deviations of brightness | 0 … 1 |
/// | `noise=n` | adds normal noise of up to n deviations | 0 … 10 |
/// | `cutout=c` | hides a square whose side is this part of the image's | 0 … 1 |
/// | `randaugment=m` | two of fourteen changes, drawn for each image, of strength m, see [RandAugment] | 0 … 1 |
/// | `mixup=a` | mixes each image and its class with those of another, see [MixedSamples] | 0 … 1 |
///
/// Pixels from outside the image have the mean colour.
///
/// @param flip whether images are mirrored
/// @param amounts the numbers by name, without those that are 0
public record Augmentation(boolean flip, Map<String, Double> amounts) {

  private static final Map<String, Double> MOST = new LinkedHashMap<>();

  static {
    MOST.put("shift", 1.0);
    MOST.put("rotate", 180.0);
    MOST.put("scale", 0.9);
    MOST.put("colour", 1.0);
    MOST.put("noise", 10.0);
    MOST.put("cutout", 1.0);
    MOST.put("randaugment", 1.0);
    MOST.put("mixup", 1.0);
  }

  /// No change.
  public static final Augmentation NONE = new Augmentation(false, Map.of());

  /// What fits most photographs, also where left and right mean something.
  public static final Augmentation USUAL = of("shift=0.1,rotate=10,scale=0.1,colour=0.2");

  /// Keeps the order.
  public Augmentation {
    Map<String, Double> ordered = new LinkedHashMap<>();
    for (String name : MOST.keySet()) {
      if (amounts.getOrDefault(name, 0.0) != 0) {
        ordered.put(name, amounts.get(name));
      }
    }
    amounts = ordered;
  }

  /// Reads a text.
  ///
  /// @param text parts with commas between them, `usual`, or `none`
  /// @throws DataException naming the part that is wrong; its message begins with `augment`
  public static Augmentation of(String text) {
    if (text.strip().equals("none")) {
      return NONE;
    }
    boolean flip = false;
    Map<String, Double> amounts = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      String[] sides = part.strip().split("=", 2);
      if (sides[0].equals("flip") && sides.length == 1) {
        flip = true;
      } else if (sides[0].equals("usual") && sides.length == 1) {
        USUAL.amounts.forEach(amounts::putIfAbsent);
      } else {
        amounts.put(sides[0], amount(sides));
      }
    }
    return new Augmentation(flip, amounts);
  }

  private static double amount(String[] sides) {
    List<String> known = Stream.concat(Stream.of("flip"), MOST.keySet().stream()).toList();
    Double most = MOST.get(sides[0]);
    if (most == null) {
      throw new DataException(
          "augment: there is no '%s'; %s"
              .formatted(String.join("=", sides), Spelling.suggest(sides[0], known)));
    }
    double value = Double.NaN;
    try {
      value = sides.length == 2 ? Double.parseDouble(sides[1]) : Double.NaN;
    } catch (NumberFormatException _) {
      // Not a number; handled as if there were none.
    }
    if (!(value >= 0 && value <= most)) {
      throw new DataException(
          "augment: %s needs a number of 0 … %s but has '%s'; write %s=%s"
              .formatted(
                  sides[0],
                  most,
                  String.join("=", Arrays.copyOfRange(sides, 1, sides.length)),
                  sides[0],
                  most / 10));
    }
    return value;
  }

  /// The number of this name, 0 where it is not given.
  double amount(String name) {
    return amounts.getOrDefault(name, 0.0);
  }

  /// Whether each image is mixed with another, so that its target is a probability of each class.
  public boolean isMixing() {
    return amount("mixup") > 0;
  }

  /// Whether anything is changed.
  public boolean isNone() {
    return !flip && amounts.isEmpty();
  }

  /// The text that [#of] reads.
  @Override
  public String toString() {
    if (isNone()) {
      return "none";
    }
    StringJoiner text = new StringJoiner(",");
    if (flip) {
      text.add("flip");
    }
    amounts.forEach((name, value) -> text.add(name + "=" + value));
    return text.toString();
  }
}
