package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Spelling;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.formats.Digest;
import dev.adjoint.formats.registry.TensorFormats;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LoadReport;
import dev.adjoint.nn.Parameters;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/// Weights of another training that a network starts from (fine-tuning). All layers but the last
/// take their weights from the file. The last layer starts from random weights, because its outputs
/// are the classes of the other training.
///
/// @param file safetensors, or a state dict of PyTorch
/// @param digest of the weights in it, by which a changed file is detected
/// @param freeze which parameters training does not change: paths with commas between them, in
///   which `*` is any text and `[12]` one of some letters; empty for none. The running statistics
///   of a frozen batch normalisation still follow the new data
public record StartingWeights(Path file, String digest, Optional<String> freeze) {

  /// The weights in a file.
  ///
  /// @throws DataException when it cannot be read
  static StartingWeights of(Path file, Optional<String> freeze) {
    return new StartingWeights(file, Digest.sha256(read(file)), freeze);
  }

  private static Map<String, Tensor> read(Path file) {
    try {
      return TensorFormats.weights(file);
    } catch (IOException e) {
      throw new DataException("start from: " + e.getMessage(), e);
    }
  }

  /// The path of the last layer.
  private static String head(Parameters parameters) {
    List<String> names = List.copyOf(parameters.byName().keySet());
    String last = names.getLast();
    return last.substring(0, Math.max(last.lastIndexOf('.'), 0));
  }

  /// Gives a network the weights of the file and freezes parameters.
  ///
  /// @return a sentence that says which tensors were used
  /// @throws DataException when the file has changed, its weights do not fit, or the pattern
  ///   chooses no parameter or all of them
  public String apply(Layer network) {
    Map<String, Tensor> given = new LinkedHashMap<>(read(file));
    if (!Digest.sha256(given).equals(digest)) {
      throw new DataException(
          "start from: %s has changed since the run began; restore it, or train again from the start"
              .formatted(file));
    }
    Parameters parameters = Parameters.of(network);
    String head = head(parameters) + ".";
    int all = given.size();
    given.keySet().removeIf(name -> name.startsWith(head));
    LoadReport report = parameters.loadMatching(given);
    List<String> problems = new ArrayList<>(report.misshapen());
    report.missing().stream()
        .filter(item -> !item.startsWith(head) && !item.contains("num_batches_tracked"))
        .forEach(item -> problems.add(item + " is missing in the file"));
    if (!problems.isEmpty()) {
      throw new DataException(
          "start from: the weights in %s do not fit the model: %s; choose the model and the sizes that they were made for with --model, --depth and --width"
              .formatted(file, shortened(problems)));
    }
    freeze(network);
    int used = given.size() - report.unexpected().size();
    String left =
        report.unexpected().isEmpty()
            ? ""
            : "; not in the model: " + shortened(report.unexpected());
    return "%d of the %d tensors in %s are used; %s* starts from new weights%s"
        .formatted(used, all, file.getFileName(), head, left);
  }

  private static String shortened(List<String> items) {
    int shown = Math.min(3, items.size());
    String text = String.join(", ", items.subList(0, shown));
    return items.size() > shown ? text + " and %d more".formatted(items.size() - shown) : text;
  }

  /// Freezes the parameters that the patterns choose.
  ///
  /// @throws DataException when a pattern chooses no parameter, or all are chosen
  public void freeze(Layer network) {
    if (freeze.isEmpty()) {
      return;
    }
    Map<String, Parameter> parameters = Parameters.of(network).byName();
    for (String pattern : freeze.get().split(",", -1)) {
      List<String> chosen =
          parameters.keySet().stream()
              .filter(name -> matcher(pattern).matches(Path.of(name)))
              .toList();
      if (chosen.isEmpty()) {
        throw new DataException(
            "freeze: '%s' chooses no parameter; there are: %s"
                .formatted(pattern, Spelling.list(parameters.keySet())));
      }
      parameters.forEach((name, parameter) -> {
        if (chosen.contains(name)) {
          parameter.trainable(false);
        }
      });
    }
    if (parameters.values().stream().noneMatch(Parameter::isTrainable)) {
      throw new DataException(
          "freeze: '%s' chooses all %d parameters, so nothing would be learnt; leave the last layer out"
              .formatted(freeze.get(), parameters.size()));
    }
  }

  private static PathMatcher matcher(String pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern.strip());
    } catch (PatternSyntaxException e) {
      throw new DataException(
          "freeze: '%s' is not a pattern (%s); write a path such as layer1.* or layer[12].*"
              .formatted(pattern, e.getDescription()),
          e);
    }
  }

  /// Everything as written in `model.json`.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", file.toAbsolutePath().normalize().toString());
    map.put("digest", digest);
    freeze.ifPresent(patterns -> map.put("freeze", patterns));
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @param fields the map, untrusted
  /// @throws DataException when an entry is missing or wrong
  public static StartingWeights fromMap(PlainMap fields) {
    return new StartingWeights(
        fields.path("file"),
        fields.text("digest"),
        fields.values().containsKey("freeze")
            ? Optional.of(fields.text("freeze"))
            : Optional.empty());
  }
}
