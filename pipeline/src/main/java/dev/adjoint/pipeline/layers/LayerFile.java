package dev.adjoint.pipeline.layers;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.nn.Layer;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The layers that a model file lists.
///
/// ```json
/// {
///   "layers": [
///     {"layer": "Linear", "width": 64},
///     "ReLU",
///     {"layer": "Dropout", "p": 0.2},
///     {"layer": "Linear", "width": "outputs"}
///   ]
/// }
/// ```
///
/// A layer without options is its name. `"outputs"` is the number of outputs that the data needs:
/// the number of classes, or 1 for a number. Weights start as those of PyTorch's layers of the same
/// names do.
public final class LayerFile {
  private static final String LAYERS = "layers";
  private static final List<String> KEYS = List.of("$schema", "title", LAYERS);
  private static final long LARGEST = 1 << 20;

  private final LocatedJson list;
  private final List<LayerEntry> entries;

  private LayerFile(LocatedJson list) {
    this.list = list;
    this.entries = LayerEntry.list(list, LAYERS);
  }

  /// Reads a file and checks the names and the options of its layers.
  ///
  /// @throws DataException when it cannot be read, is not JSON, has a key twice, or names an
  ///   unknown layer or option; the message has line and column
  public static LayerFile read(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
        throw new DataException(
            "model %s: the file has %,d bytes but a list of layers has at most %,d; give the file that lists the layers"
                .formatted(file, Files.size(file), LARGEST));
      }
      return parse(file.toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new DataException(
          "model %s: the file is not UTF-8 text; save it so".formatted(file), e);
    } catch (IOException e) {
      throw new DataException(
          "model %s: the file cannot be read (%s); check its name"
              .formatted(
                  file, Files.exists(file) ? String.valueOf(e.getMessage()) : "there is none"),
          e);
    }
  }

  /// The same for the text of a file.
  ///
  /// @param name the name of the file, for messages
  public static LayerFile parse(String name, String text) {
    LocatedJson root = LocatedJson.parse(name, text);
    Map<String, LocatedJson> entries = root.entries("a model file");
    entries.forEach((key, value) -> {
      if (!KEYS.contains(key)) {
        throw new DataException(
            "model %s: a model file has no entry \"%s\"; %s"
                .formatted(value.location(), key, Spelling.suggest(key, KEYS)));
      }
    });
    LocatedJson list = entries.get(LAYERS);
    if (list == null) {
      throw new DataException(
          "model %s: the entry \"layers\" is missing; write {\"layers\": […]}"
              .formatted(root.location()));
    }
    return new LayerFile(list);
  }

  /// The layers from plain data, such as those in `model.json`.
  ///
  /// @param location where they are, for messages
  /// @param layers what [#plain] gave, untrusted
  /// @throws DataException when they are not a list of layers
  public static LayerFile of(String location, Object layers) {
    return new LayerFile(LocatedJson.of(location, layers));
  }

  /// The layers as maps, lists, texts and numbers.
  public Object plain() {
    return list.plain();
  }

  /// Whether such samples can be read by layers of a file.
  public static boolean accepts(InputForm form) {
    return form instanceof InputForm.Numbers
        || form instanceof InputForm.Image
        || form instanceof InputForm.Tokens;
  }

  /// How many numbers the parameters and buffers hold.
  ///
  /// @param form what the first layer gets, accepted by [#accepts]
  /// @param outputs how many numbers the last layer must give
  /// @throws DataException when a layer does not fit the one before it
  public long weightCount(InputForm form, int outputs) {
    return chain(form, outputs).weights();
  }

  /// The network with initial weights; images need an axis of channels.
  ///
  /// @throws DataException as [#weightCount]
  public Layer build(InputForm form, int outputs, RandomGenerator random) {
    return chain(form, outputs).build(random);
  }

  private LayerChain chain(InputForm form, int outputs) {
    LayerChain chain = LayerChain.of(entries, flow(form), outputs);
    if (!chain.out().equals(SampleFlow.vector(outputs))) {
      throw entries
          .getLast()
          .problem(
              "is the last layer and gives %s but the data needs a vector of %d; end with {\"layer\": \"Linear\", \"width\": \"outputs\"}"
                  .formatted(chain.out().describe(), outputs));
    }
    return chain;
  }

  private static SampleFlow flow(InputForm form) {
    return switch (form) {
      case InputForm.Numbers numbers when numbers.shape().rank() == 1 ->
          SampleFlow.vector(numbers.shape().size(0));
      case InputForm.Image image ->
          SampleFlow.image(image.channels(), image.height(), image.width());
      case InputForm.Tokens tokens -> SampleFlow.tokens(tokens.length(), tokens.vocabulary());
      default ->
          throw new DataException(
              "model: layers of a file read tables, images and texts but the data has %s; choose a model by name"
                  .formatted(form.describe()));
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerFile that && plain().equals(that.plain());
  }

  @Override
  public int hashCode() {
    return plain().hashCode();
  }

  @Override
  public String toString() {
    return plain().toString();
  }
}
