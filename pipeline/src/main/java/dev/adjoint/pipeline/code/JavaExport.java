package dev.adjoint.pipeline.code;

import dev.adjoint.data.prepare.ClassTarget;
import dev.adjoint.data.prepare.NumberTarget;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.formats.AtomicFile;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.pipeline.TrainedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A trained model as one Java class that needs no library, and a resource with its weights.
///
/// ```java
/// JavaExport.of(TrainedModel.load(Path.of("runs/penguins")), "com.example.Penguins")
///     .write(Path.of("src/main"));
/// ```
///
/// The class needs Java 11 and no options of the JVM. It has `prepare` (from a row or pixels to
/// inputs), `outputs` (from inputs to probabilities, or the standardised number), `predict`, and
/// for classes `CLASSES`. It covers perceptrons, wide and deep networks with embeddings, and small
/// convolutional networks, on tables without dates and on images. Sums follow the order of rounding
/// of the library, so the outputs have the same bits; [#notes] names the exception.
///
/// Beside class and weights there is `META-INF/native-image/CLASS/reachability-metadata.json`, with
/// which GraalVM's native-image includes the weights.
public final class JavaExport {

  private static final Pattern NAME =
      Pattern.compile("([A-Za-z_]\\w*\\.)*[A-Za-z_]\\w*", Pattern.UNICODE_CHARACTER_CLASS);

  private static final Set<String> KEYWORDS =
      Set.of(
          "abstract",
          "assert",
          "boolean",
          "break",
          "byte",
          "case",
          "catch",
          "char",
          "class",
          "const",
          "continue",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "extends",
          "false",
          "final",
          "finally",
          "float",
          "for",
          "goto",
          "if",
          "implements",
          "import",
          "instanceof",
          "int",
          "interface",
          "long",
          "native",
          "new",
          "null",
          "package",
          "private",
          "protected",
          "public",
          "return",
          "short",
          "static",
          "strictfp",
          "super",
          "switch",
          "synchronized",
          "this",
          "throw",
          "throws",
          "transient",
          "true",
          "try",
          "void",
          "volatile",
          "while",
          "_");

  private final String className;
  private final String source;
  private final float[] weights;
  private final List<String> notes;

  private JavaExport(String className, String source, float[] weights, List<String> notes) {
    this.className = className;
    this.source = source;
    this.weights = weights;
    this.notes = notes;
  }

  /// The class of a model.
  ///
  /// @param className with its package, such as `com.example.Penguins`
  /// @throws ExportRefusal if no code is written for a part of the model
  /// @throws IllegalArgumentException if the name is none of a class
  public static JavaExport of(TrainedModel model, String className) {
    boolean isName = NAME.matcher(className).matches();
    for (String part : className.split("\\.", -1)) {
      isName &= !KEYWORDS.contains(part);
    }
    if (!isName) {
      throw new IllegalArgumentException(
          "export: '%s' is not a name of a Java class; give one such as com.example.Model"
              .formatted(className));
    }
    if (model.network() instanceof Ensemble) {
      throw new ExportRefusal(
          "no Java code is written for ensembles; train a single network, or write this one as ONNX with adjoint convert RUN model.onnx");
    }
    PreparationCode preparation = PreparationCode.of(model.saved().preprocessing());
    LayerCode layers = new LayerCode();
    LayerCode.Value result =
        layers.add(
            model.network(),
            new LayerCode.Value("x", model.saved().preprocessing().featureShape()));
    String source = source(className, model, preparation, layers, result.name());
    return new JavaExport(className, source, layers.weights(), List.copyOf(layers.notes()));
  }

  private static String source(
      String className,
      TrainedModel model,
      PreparationCode preparation,
      LayerCode layers,
      String result) {
    Target target = model.target();
    Set<String> functions = new TreeSet<>(preparation.functions());
    functions.addAll(layers.functions());
    boolean isClass = target instanceof ClassTarget;
    if (isClass) {
      functions.add("softmax");
      functions.add("lines");
    }
    String simple = className.substring(className.lastIndexOf('.') + 1);
    StringBuilder text = new StringBuilder();
    if (className.length() > simple.length()) {
      text.append(
          "package %s;\n\n"
              .formatted(className.substring(0, className.length() - simple.length() - 1)));
    }
    text.append(
        """
        import java.io.IOException;
        import java.io.InputStream;
        import java.io.UncheckedIOException;
        import java.nio.ByteBuffer;
        import java.nio.ByteOrder;
        import java.util.Arrays;
        import java.util.LinkedHashMap;
        import java.util.Locale;
        import java.util.Map;

        /**
         * Predicts one column from others, or the class of an image. Made by Adjoint from a trained model; it
         * needs no library, and the file of the same name that ends in .weights.
         */
        public final class %1$s {
          private static final float[] W = weights();
        """
            .formatted(simple));
    text.append(preparation.fields());
    if (isClass) {
      text.append(
          """

            /** The classes, in the order of the outputs. */
            public static final java.util.List<String> CLASSES =
                java.util.List.of(%s);
          """
              .formatted(JavaText.texts(target.classes())));
    }
    text.append("\n  private %s() {}\n\n".formatted(simple));
    text.append(preparation.method());
    text.append(
        """

          /** %s */
          public static float[] outputs(float[] x) {
        """
            .formatted(
                isClass
                    ? "The probability of each class, from prepared inputs."
                    : "The standardised number, from prepared inputs."));
    text.append(layers.statements());
    if (model.saved().temperature().isPresent()) {
      text.append(
          "    for (int i = 0; i < %1$s.length; i++) {\n      %1$s[i] /= %2$sf; // calibration\n    }\n"
              .formatted(result, (float) model.saved().temperature().getAsDouble()));
    }
    text.append("    return %s;\n  }\n".formatted(isClass ? "softmax(" + result + ")" : result));
    text.append(predict(target, preparation));
    text.append(JavaFunctions.load().text(functions));
    text.append(
        """

          private static float[] weights() {
            try (InputStream in = %1$s.class.getResourceAsStream("%1$s.weights")) {
              if (in == null) {
                throw new IllegalStateException("the resource %1$s.weights must be beside the class");
              }
              ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
              float[] weights = new float[bytes.remaining() / Float.BYTES];
              bytes.asFloatBuffer().get(weights);
              return weights;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        }
        """
            .formatted(simple));
    return text.toString();
  }

  private static String predict(Target target, PreparationCode preparation) {
    StringBuilder text = new StringBuilder();
    String type = target instanceof ClassTarget ? "String" : "double";
    if (target instanceof NumberTarget number) {
      text.append(
          """

            /** The number that the model predicts. */
            public static double predict(%s) {
              return outputs(prepare(%s))[0] * %s + %s;
            }
          """
              .formatted(
                  preparation.argument(),
                  preparation.argumentName(),
                  JavaText.number(number.std()),
                  JavaText.number(number.mean())));
    } else if (target instanceof ClassTarget) {
      text.append(
          """

            /** The most probable class; the first of several. */
            public static String predict(%1$s) {
              float[] probabilities = outputs(prepare(%2$s));
              int best = 0;
              for (int i = 1; i < probabilities.length; i++) {
                if (probabilities[i] > probabilities[best]) {
                  best = i;
                }
              }
              return CLASSES.get(best);
            }
          """
              .formatted(preparation.argument(), preparation.argumentName()));
    } else {
      throw new ExportRefusal(
          "no Java code is written for the target %s; classes and numbers have some, write other networks as ONNX with adjoint convert RUN model.onnx"
              .formatted(target.column()));
    }
    if (preparation.isTable()) {
      text.append(
          """

            /** Predicts from arguments of the form COLUMN=VALUE; columns that are left out are missing. */
            public static void main(String[] arguments) {
              Map<String, String> row = new LinkedHashMap<>();
              for (String column : new String[] {%s}) {
                row.put(column, "");
              }
              for (String argument : arguments) {
                int sign = argument.indexOf('=');
                if (sign < 0 || !row.containsKey(argument.substring(0, sign))) {
                  System.err.println("arguments are COLUMN=VALUE, with the columns " + row.keySet());
                  System.exit(2);
                }
                row.put(argument.substring(0, sign), argument.substring(sign + 1));
              }
              %s answer = predict(row);
              System.out.println(answer);
            }
          """
              .formatted(
                  String.join(", ", preparation.columns().stream().map(JavaText::quoted).toList()),
                  type));
    }
    return text.toString();
  }

  /// The text of the class.
  public String source() {
    return source;
  }

  /// What differs from the library in the last digits, one sentence each; mostly nothing.
  public List<String> notes() {
    return notes;
  }

  /// The path of the resource with the weights, from the root of the class path.
  public String resource() {
    return className.replace('.', '/') + ".weights";
  }

  /// What native-image must know: the resource that the class reads.
  public String metadata() {
    return """
    {
      "resources": [
        {
          "glob": "%s"
        }
      ]
    }
    """
        .formatted(resource());
  }

  /// Writes class, weights and metadata below a folder, which is the root of packages; files that
  /// are there are replaced.
  ///
  /// @return the files
  /// @throws IOException if a file cannot be written
  public List<Path> write(Path folder) throws IOException {
    List<Path> files = files(folder);
    Path java = files.get(0);
    Path data = files.get(1);
    Path metadata = files.get(2);
    Files.createDirectories(java.toAbsolutePath().resolveSibling(""));
    Files.createDirectories(metadata.toAbsolutePath().resolveSibling(""));
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(weights.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(weights);
    AtomicFile.write(data, bytes.array());
    AtomicFile.write(java, source);
    AtomicFile.write(metadata, metadata());
    return files;
  }

  /// What [#write] leaves: the class, its weights, and the metadata for native-image.
  public List<Path> files(Path folder) {
    return List.of(
        folder.resolve(className.replace('.', '/') + ".java"),
        folder.resolve(resource()),
        folder
            .resolve("META-INF/native-image")
            .resolve(className)
            .resolve("reachability-metadata.json"));
  }
}
