package dev.adjoint.pipeline.quality;

import dev.adjoint.data.DataSet;
import dev.adjoint.data.image.PhotoPreprocessing;
import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.ImagePreprocessing;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.text.TextPreprocessing;
import dev.adjoint.data.text.TextTablePreprocessing;
import dev.adjoint.data.text.Tokenizer;
import dev.adjoint.data.text.Vocabulary;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/// A prepared sample in a form that people can look at.
public sealed interface SampleView {

  /// A row of a table, or several texts.
  ///
  /// @param cells the value of each column, as the network was told it, or as it was written
  record Cells(Map<String, String> cells) implements SampleView {

    /// Copies the map in its order.
    public Cells {
      cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }
  }

  /// An image.
  ///
  /// @param pixels `[channels, height, width]`, one channel for grey or three for red, green and
  ///   blue, within 0 … 1
  record Image(float[][][] pixels) implements SampleView {

    /// The number of rows.
    public int height() {
      return pixels[0].length;
    }

    /// The number of columns.
    public int width() {
      return pixels[0][0].length;
    }
  }

  /// A text.
  record Text(String text) implements SampleView {}

  /// The beginning of a text, with an ellipsis where something is cut off.
  ///
  /// @param most the code points that are kept
  static String shortened(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
  }

  /// A view of one prepared sample; empty where its kind cannot be shown. A text is what its tokens
  /// tell.
  static Optional<SampleView> of(Preprocessing preprocessing, DataSet samples, int index) {
    return of(preprocessing, samples.features().select(0, index), Map.of());
  }

  /// A view of one validation sample; empty where its kind cannot be shown. A text is as it was
  /// written.
  ///
  /// @param samples samples that were read from the validation part of the data
  /// @param index which of them
  /// @param held its index in the validation part
  static Optional<SampleView> of(Prepared prepared, DataSet samples, int index, int held) {
    Map<String, String> written =
        prepared.texts().isEmpty() ? Map.of() : prepared.texts().get(held);
    return of(prepared.preprocessing(), samples.features().select(0, index), written);
  }

  private static Optional<SampleView> of(
      Preprocessing preprocessing, Tensor sample, Map<String, String> written) {
    return switch (preprocessing) {
      case TablePreprocessing table -> Optional.of(cells(table, sample.toFloatArray()));
      case ImagePreprocessing images when images.form() instanceof InputForm.Image form ->
          Optional.of(image(form, sample.toFloatArray(), _ -> images.mean(), _ -> images.std()));
      case PhotoPreprocessing photos when photos.form() instanceof InputForm.Image form ->
          Optional.of(
              image(
                  form,
                  sample.toFloatArray(),
                  c -> photos.channels().get(c).mean(),
                  c -> photos.channels().get(c).std()));
      case TextPreprocessing _ when written.size() > 1 -> Optional.of(new Cells(written));
      case TextPreprocessing _ when written.size() == 1 ->
          Optional.of(new Text(written.values().iterator().next()));
      case TextPreprocessing texts when texts.encoder() instanceof Tokenizer tokenizer ->
          Optional.of(text(tokenizer, sample.to(ElementType.I32).toIntArray()));
      case TextTablePreprocessing both -> Optional.of(cells(both, sample, written));
      default -> Optional.empty();
    };
  }

  /// The columns after the texts, which are written or told by their tokens, or missing.
  private static Cells cells(
      TextTablePreprocessing both, Tensor sample, Map<String, String> written) {
    int width = both.form().columns().shape().size(0);
    Map<String, String> cells = new LinkedHashMap<>(written);
    if (written.isEmpty() && both.text().encoder() instanceof Tokenizer tokenizer) {
      Tensor tokens = sample.slice(0, width, sample.shape().size(0));
      cells.put(
          String.join(", ", both.text().columns()),
          text(tokenizer, tokens.to(ElementType.I32).toIntArray()).text());
    }
    cells.putAll(cells(both.table(), sample.slice(0, 0, width).toFloatArray()).cells());
    return new Cells(cells);
  }

  private static Cells cells(TablePreprocessing table, float[] inputs) {
    Map<String, String> cells = new LinkedHashMap<>();
    int offset = 0;
    for (Feature feature : table.features()) {
      cells.put(feature.column(), feature.decode(inputs, offset));
      offset += feature.names().size();
    }
    return new Cells(cells);
  }

  private static Image image(
      InputForm.Image form, float[] inputs, IntToDoubleFunction mean, IntToDoubleFunction std) {
    float[][][] pixels = new float[form.channels()][form.height()][form.width()];
    double greatest = 1;
    int at = 0;
    for (int c = 0; c < pixels.length; c++) {
      for (float[] row : pixels[c]) {
        for (int x = 0; x < row.length; x++) {
          row[x] = (float) (inputs[at++] * std.applyAsDouble(c) + mean.applyAsDouble(c));
          greatest = Math.max(greatest, row[x]);
        }
      }
    }
    // Pixels are bytes, or numbers up to 1.
    double unit = greatest > 1.5 ? 255 : 1;
    for (float[][] channel : pixels) {
      for (float[] row : channel) {
        for (int x = 0; x < row.length; x++) {
          row[x] = (float) Math.clamp(row[x] / unit, 0.0, 1.0);
        }
      }
    }
    return new Image(pixels);
  }

  private static Text text(Tokenizer tokenizer, int[] tokens) {
    int[] known = Arrays.stream(tokens).filter(token -> token != Vocabulary.PADDING).toArray();
    return new Text(tokenizer.decode(known).strip());
  }
}
