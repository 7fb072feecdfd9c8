package dev.adjoint.pipeline.code;

import dev.adjoint.data.image.PhotoPreprocessing;
import dev.adjoint.data.prepare.CategoryFeature;
import dev.adjoint.data.prepare.DateFeature;
import dev.adjoint.data.prepare.EmbeddedFeature;
import dev.adjoint.data.prepare.Feature;
import dev.adjoint.data.prepare.ImagePreprocessing;
import dev.adjoint.data.prepare.NumberFeature;
import dev.adjoint.data.prepare.Preprocessing;
import dev.adjoint.data.prepare.TablePreprocessing;
import dev.adjoint.data.table.CellIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The method that turns a row of a table, or the pixels of an image, into inputs.
final class PreparationCode {

  private final StringBuilder fields = new StringBuilder();
  private final StringBuilder method = new StringBuilder();
  private final Set<String> functions = new TreeSet<>();
  private final List<String> columns = new ArrayList<>();
  private boolean isTable;

  /// @throws ExportRefusal if no code is written for the data
  static PreparationCode of(Preprocessing preprocessing) {
    PreparationCode code = new PreparationCode();
    switch (preprocessing) {
      case TablePreprocessing table -> code.table(table);
      case ImagePreprocessing images -> code.images(images);
      case PhotoPreprocessing photos -> code.photos(photos);
      default ->
          throw new ExportRefusal(
              "no Java code is written for %s; tables and images have some, write other networks as ONNX with adjoint convert RUN model.onnx"
                  .formatted(preprocessing.form().describe()));
    }
    return code;
  }

  String fields() {
    return fields.toString();
  }

  String method() {
    return method.toString();
  }

  Set<String> functions() {
    return functions;
  }

  boolean isTable() {
    return isTable;
  }

  /// The type of the argument of `prepare`.
  String argument() {
    return isTable ? "Map<String, ?> row" : "float[] pixels";
  }

  /// The name of the argument of `prepare`.
  String argumentName() {
    return isTable ? "row" : "pixels";
  }

  List<String> columns() {
    return columns;
  }

  private void table(TablePreprocessing table) {
    isTable = true;
    method.append(
        """
          /** The inputs of a row: numbers or texts by column; null or an empty text where one is missing. */
          public static float[] prepare(Map<String, ?> row) {
            float[] x = new float[%d];
        """
            .formatted(table.featureNames().size()));
    int offset = 0;
    for (Feature feature : table.features()) {
      columns.add(feature.column());
      String column = JavaText.quoted(feature.column());
      switch (feature) {
        case NumberFeature(String _, double mean, double std) -> {
          functions.add("number");
          statement(
              "x[%d] = number(row, %s, %s, %s);"
                  .formatted(offset, column, JavaText.number(mean), JavaText.number(std)));
        }
        case CategoryFeature category -> {
          functions.add("category");
          statement(
              "category(x, %d, row, %s, %s, %s, %s, %s);"
                  .formatted(
                      offset,
                      column,
                      array(category.categories()),
                      category.identity() == CellIdentity.NUMBER,
                      category.missing(),
                      category.other()));
        }
        case EmbeddedFeature embedded -> {
          functions.add("index");
          statement(
              "x[%d] = index(row, %s, %s, %s, %s);"
                  .formatted(
                      offset,
                      column,
                      array(embedded.categories()),
                      embedded.identity() == CellIdentity.NUMBER,
                      embedded.missing()));
        }
        case DateFeature _ ->
            throw new ExportRefusal(
                "no Java code is written for dates, such as those of column %s; train without it (--drop %s), or write the network as ONNX with adjoint convert RUN model.onnx"
                    .formatted(feature.column(), feature.column()));
      }
      offset += feature.names().size();
    }
    method.append("    return x;\n  }\n");
  }

  private void statement(String text) {
    method.append("    ").append(text).append('\n');
  }

  /// A field with these texts; its name.
  private String array(List<String> texts) {
    functions.add("lines");
    String name = "CATEGORIES_" + columns.size();
    fields.append(
        "  private static final String[] %s = %s;\n"
            .formatted(name, texts.isEmpty() ? "{}" : JavaText.texts(texts)));
    return name;
  }

  private void images(ImagePreprocessing images) {
    int count = images.featureShape().count();
    pixels(count, "in the unit of the training images (bytes are 0 to 255), row by row");
    method.append(
        """
            for (int i = 0; i < x.length; i++) {
              x[i] = (float) ((pixels[i] - %s) / %s);
            }
            return x;
          }
        """
            .formatted(JavaText.number(images.mean()), JavaText.number(images.std())));
  }

  private void photos(PhotoPreprocessing photos) {
    int plane = photos.size() * photos.size();
    pixels(
        photos.featureShape().count(),
        "from 0 to 255: %1$d rows of %1$d for red, then green, then blue".formatted(photos.size()));
    List<String> means = new ArrayList<>();
    List<String> stds = new ArrayList<>();
    for (PhotoPreprocessing.Channel channel : photos.channels()) {
      means.add(JavaText.number(channel.mean()));
      stds.add(JavaText.number(channel.std()));
    }
    method.append(
        """
            double[] mean = {%s};
            double[] std = {%s};
            for (int i = 0; i < x.length; i++) {
              x[i] = (float) ((pixels[i] - mean[i / %3$d]) / std[i / %3$d]);
            }
            return x;
          }
        """
            .formatted(String.join(", ", means), String.join(", ", stds), plane));
  }

  private void pixels(int count, String unit) {
    method.append(
        """
          /** The inputs of an image: %2$d pixels %1$s. */
          public static float[] prepare(float[] pixels) {
            if (pixels.length != %2$d) {
              throw new IllegalArgumentException("%2$d pixels are needed but there are " + pixels.length);
            }
            float[] x = new float[%2$d];
        """
            .formatted(unit, count));
  }
}
