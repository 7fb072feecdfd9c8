package dev.adjoint.bench.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.formats.onnx.OnnxDocument;
import dev.adjoint.models.FactorModel;
import dev.adjoint.models.QuantileHead;
import dev.adjoint.models.generative.DiffusionModel;
import dev.adjoint.models.language.Decoder;
import dev.adjoint.models.language.GptBlock;
import dev.adjoint.models.language.GptModel;
import dev.adjoint.models.language.LanguageNetwork;
import dev.adjoint.models.language.LlamaBlock;
import dev.adjoint.models.language.LlamaModel;
import dev.adjoint.models.language.LstmModel;
import dev.adjoint.models.text.BertClassifier;
import dev.adjoint.models.text.BertLayer;
import dev.adjoint.models.text.BertModel;
import dev.adjoint.models.text.GruClassifier;
import dev.adjoint.models.text.LstmClassifier;
import dev.adjoint.models.text.TextCnn;
import dev.adjoint.nn.Parameters;
import dev.adjoint.onnx.export.ExportException;
import dev.adjoint.onnx.export.OnnxExport;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every ready network leaves as ONNX, with the operators of 17 and of 18, and gives the same
/// answers in ONNX Runtime.
class ReadyNetworksTest {

  /// Public classes of the module that are not networks, each with the reason.
  private static final Map<Class<?>, String> NOT_NETWORKS =
      Map.of(
          FactorModel.class, "an interface of models of ratings",
          LanguageNetwork.class, "an interface of models of texts",
          Decoder.class, "an interface that keeps what was computed",
          QuantileHead.class, "the last part of the forecasts",
          GptBlock.class, "a part of GptModel",
          LlamaBlock.class, "a part of LlamaModel",
          BertLayer.class, "a part of BertModel",
          DiffusionModel.class,
              "it draws random numbers in each of its steps; its network is NoiseNetwork");

  @TempDir private Path folder;

  @Test
  void everyNetworkGivesTheSameAnswersInOnnxRuntime() throws IOException {
    Comparison comparison = new Comparison(folder.resolve("模型 m"));
    Map<String, String> problems = new LinkedHashMap<>();
    for (ReadyNetworks.Row row : ReadyNetworks.rows()) {
      Parameters.of(row.model()).setNames();
      String name = row.type().getSimpleName();
      OnnxExport export = OnnxExport.of(row.model(), row.work(), row.two().toArray(Tensor[]::new));
      try {
        comparison.add(name, export.document(), row.work(), false, row.three());
        comparison.add(
            name + ", opset 18", export.withOpset(18).document(), row.work(), true, row.two());
      } catch (ExportException e) {
        problems.put(name, String.valueOf(e.getMessage()));
      }
    }
    assertThat(problems).isEmpty();
    assertThat(comparison.problems()).isEmpty();
  }

  /// Networks whose sequence may have any length up to that of the example.
  private static final Set<Class<?>> OF_SEQUENCES =
      Set.of(
          GptModel.class,
          LlamaModel.class,
          LstmModel.class,
          BertModel.class,
          BertClassifier.class,
          TextCnn.class);

  @Test
  void networksOfTokensReadSequencesOfAnyLength() throws IOException {
    Comparison comparison = new Comparison(folder.resolve("序列 s"));
    int tried = 0;
    for (ReadyNetworks.Row row : ReadyNetworks.rows()) {
      if (OF_SEQUENCES.contains(row.type())) {
        tried++;
        Tensor example = row.two().getFirst();
        OnnxDocument document =
            OnnxExport.of(row.model(), row.work(), example).withSequence(1).document();
        assertThat(document.graph().inputs().getFirst()).hasToString("x INT64 [batch, sequence]");
        for (int length = 3; length <= example.shape().size(1); length++) {
          String name = "%s, length %d".formatted(row.type().getSimpleName(), length);
          List<Tensor> inputs = List.of(row.three().getFirst().slice(1, 0, length).copy());
          comparison.add(name, document, row.work(), false, inputs);
        }
      }
    }
    assertThat(tried).isEqualTo(OF_SEQUENCES.size());
    assertThat(comparison.problems()).isEmpty();
  }

  /// Bidirectional layers that know the lengths of texts compute each step by itself.
  @Test
  void networksWithOperationsForEachStepAreRefusedForOtherLengths() {
    for (ReadyNetworks.Row row : ReadyNetworks.rows()) {
      if (row.type().equals(LstmClassifier.class) || row.type().equals(GruClassifier.class)) {
        OnnxExport export =
            OnnxExport.of(row.model(), row.work(), row.two().getFirst()).withSequence(1);
        assertThatThrownBy(export::document)
            .isInstanceOf(ExportException.class)
            .hasMessageContaining(
                "the model computes other operations for another batch or length");
      }
    }
  }

  @Test
  void everyNetworkOfTheModuleIsTried() throws IOException {
    Set<Class<?>> tried =
        ReadyNetworks.rows().stream().map(ReadyNetworks.Row::type).collect(Collectors.toSet());
    assertThat(classes())
        .hasSizeGreaterThan(30)
        .allSatisfy(type ->
            assertThat(tried.contains(type) ^ NOT_NETWORKS.containsKey(type))
                .as("%s is tried or has a reason", type.getSimpleName())
                .isTrue());
  }

  /// The public classes of the module, by their source files.
  private static List<Class<?>> classes() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("CONTRIBUTING.md"))) {
      root = Objects.requireNonNull(root.getParent(), "no checkout above");
    }
    Path sources = root.resolve("models/src/main/java");
    try (Stream<Path> files = Files.walk(sources.resolve("dev/adjoint/models"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> sources.relativize(file).toString().replace(".java", ""))
          .filter(name -> !name.endsWith("package-info"))
          .<Class<?>>map(name -> named(name.replaceAll("[/\\\\]", ".")))
          .filter(type -> Modifier.isPublic(type.getModifiers()))
          .toList();
    }
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(name, e);
    }
  }
}
