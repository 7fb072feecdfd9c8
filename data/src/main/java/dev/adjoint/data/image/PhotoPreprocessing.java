package dev.adjoint.data.image;

import dev.adjoint.data.DataException;
import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns photographs into inputs `[3, size, size]`: a square of one size, then each channel `(x −
/// mean) / std`, with the mean and the deviation of the training images.
///
/// @param size the side of the square in pixels
/// @param fit how an image becomes a square
/// @param channels mean and deviation of red, green and blue, in units of a byte
/// @param target the classes
public record PhotoPreprocessing(int size, ImageFit fit, List<Channel> channels, ClassTarget target)
    implements Preprocessing {

  /// Mean and deviation of a channel.
  ///
  /// @param mean in 0 … 255
  /// @param std above 0
  public record Channel(double mean, double std) {}

  /// Copies the list.
  public PhotoPreprocessing {
    channels = List.copyOf(channels);
  }

  @Override
  public Shape featureShape() {
    return Shape.of(Pixels.CHANNELS, size, size);
  }

  @Override
  public InputForm form() {
    return new InputForm.Image(featureShape());
  }

  @Override
  public List<String> featureNames() {
    return List.of();
  }

  /// Some images of an album as inputs.
  ///
  /// @param rows the numbers of the images in the album
  /// @return `[rows, 3, size, size]`, F32
  Tensor features(Album album, int[] rows) {
    int plane = size * size;
    byte[] pixels = new byte[Pixels.CHANNELS * plane];
    float[] inputs = new float[Math.multiplyExact(rows.length, pixels.length)];
    float[][] values = values();
    for (int i = 0; i < rows.length; i++) {
      album.read(rows[i], pixels);
      for (int c = 0; c < Pixels.CHANNELS; c++) {
        int start = (i * Pixels.CHANNELS + c) * plane;
        for (int at = 0; at < plane; at++) {
          inputs[start + at] = values[c][pixels[Pixels.CHANNELS * at + c] & 0xFF];
        }
      }
    }
    return Tensor.of(inputs, Shape.of(rows.length, Pixels.CHANNELS, size, size));
  }

  /// Images as inputs.
  ///
  /// @return `[images, 3, size, size]`, F32
  public Tensor features(List<Pixels> images) {
    float[][] values = values();
    int plane = size * size;
    float[] inputs = new float[images.size() * Pixels.CHANNELS * plane];
    for (int i = 0; i < images.size(); i++) {
      byte[] pixels = fit.of(images.get(i), size).rgb();
      for (int at = 0; at < pixels.length; at++) {
        int c = at % Pixels.CHANNELS;
        inputs[(i * Pixels.CHANNELS + c) * plane + at / Pixels.CHANNELS] =
            values[c][pixels[at] & 0xFF];
      }
    }
    return Tensor.of(inputs, Shape.of(images.size(), Pixels.CHANNELS, size, size));
  }

  /// The input for each byte of each channel.
  private float[][] values() {
    float[][] values = new float[Pixels.CHANNELS][256];
    for (int c = 0; c < Pixels.CHANNELS; c++) {
      for (int value = 0; value < 256; value++) {
        values[c][value] = (float) ((value - channels.get(c).mean()) / channels.get(c).std());
      }
    }
    return values;
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "photos");
    map.put("size", size);
    map.put("fit", fit.toString());
    map.put(
        "channels",
        channels.stream().map(each -> Map.of("mean", each.mean(), "std", each.std())).toList());
    map.put("target", target.toMap());
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @throws DataException when an entry is missing or wrong
  public static PhotoPreprocessing fromMap(PlainMap fields) {
    if (!(Target.fromMap(fields.map("target").values()) instanceof ClassTarget classes)) {
      throw fields.wrong("target", "a target of classes");
    }
    List<Channel> channels =
        fields.maps("channels").stream()
            .map(each -> new Channel(each.number("mean"), each.positive("std")))
            .toList();
    if (channels.size() != Pixels.CHANNELS) {
      throw fields.wrong("channels", "a list of 3 channels");
    }
    return new PhotoPreprocessing(
        fields.whole("size", 1, Photographs.MOST_SIZE),
        fields.choice("fit", ImageFit.values(), ImageFit::toString),
        channels,
        classes);
  }
}
