package dev.adjoint.nn.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.nn.Activation;
import dev.adjoint.nn.parity.CatalogueCoverage;
import dev.adjoint.tensor.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every layer and every loss has a row of the gradient check, stored numbers of PyTorch where
/// PyTorch has it, and documentation in the fixed order.
class CatalogueTest {

  private static final long SEED = Long.getLong("adjoint.seed", 20_261_121);

  /// Layers that PyTorch does not have, so that there are no numbers of it.
  private static final Set<String> OURS_ALONE =
      Set.of(
          "DropPath",
          "Ensemble",
          "Hooked",
          "Lambda",
          "LearnedPositions",
          "Lora",
          "MixtureOfExperts",
          "Parallel",
          "Residual",
          "RotaryPositions",
          "Sequential",
          "SinusoidalPositions",
          "SparseEmbedding",
          "SwiGlu",
          "Unsqueeze");

  /// Layers for inference, which have no gradient and no twin with the same rounding.
  private static final Set<String> FOR_INFERENCE =
      Set.of("Bfloat16Linear", "Int8Conv2d", "Int8Linear");

  /// The losses that PyTorch does not have.
  private static final Set<String> LOSSES_OURS_ALONE =
      Set.of(
          "BinaryFocalLoss",
          "FocalLoss",
          "HingeLoss",
          "InfoNceLoss",
          "LogCoshLoss",
          "ProbabilityCrossEntropyLoss",
          "QuantileLoss",
          "SquaredErrorLoss",
          "TverskyLoss");

  @TestFactory
  Stream<DynamicTest> everyLossAgreesWithTheCentralDifference() {
    return LossTable.rows().stream()
        .map(row ->
            dynamicTest(
                row.loss(),
                () ->
                    assertThat(row.check(SEED).verdicts())
                        .as("seed %d; rerun with -Dadjoint.seed=%d", SEED, SEED)
                        .allMatch(Verdict::passed)));
  }

  @Test
  void everyLayerHasARowOfTheGradientCheck() throws IOException {
    Set<String> rows = LayerTable.rows().stream().map(LayerRow::layer).collect(Collectors.toSet());
    assertThat(rows).containsAll(layers());
  }

  @Test
  void everyLossHasARowOfTheGradientCheck() throws IOException {
    Set<String> rows = LossTable.rows().stream().map(LossRow::loss).collect(Collectors.toSet());
    assertThat(rows).containsExactlyInAnyOrderElementsOf(losses());
  }

  @Test
  void everyLayerOfPyTorchHasItsStoredNumbers() throws IOException {
    Set<String> covered = CatalogueCoverage.layers();
    Set<String> expected = new TreeSet<>(layers());
    expected.removeAll(OURS_ALONE);
    assertThat(covered).containsAll(expected);
  }

  @Test
  void everyLossOfPyTorchHasItsStoredNumbers() throws IOException {
    Set<String> words = CatalogueCoverage.losses();
    List<String> missing = new ArrayList<>();
    for (String loss : losses()) {
      String word = loss.toLowerCase(Locale.ROOT).replaceAll("loss$", "");
      String whole = word.replace("bce", "binarycrossentropy");
      boolean found =
          words.stream().anyMatch(name -> name.startsWith(word) || name.startsWith(whole));
      if (!found && !LOSSES_OURS_ALONE.contains(loss)) {
        missing.add(loss);
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyLayerAndLossIsDocumentedWithShapesAndGradient() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path file : sources()) {
      String text = Files.readString(file);
      if (isLayer(text) || isLoss(file, text)) {
        for (String part : List.of("**Shapes**", "**Gradient**")) {
          if (!text.contains("/// " + part)) {
            missing.add("%s: %s".formatted(file.getFileName(), part));
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /// The records that are layers by their source, and the functions of the enum are found by name.
  private static Set<String> layers() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file : sources()) {
      if (isLayer(Files.readString(file))) {
        String name = name(file);
        if (!name.equals("Activation")) {
          names.add(name);
        }
      }
    }
    for (Activation activation : Activation.values()) {
      names.add(activation.toString());
    }
    names.removeAll(FOR_INFERENCE);
    assertThat(names).hasSizeGreaterThan(90);
    return names;
  }

  private static Set<String> losses() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file : sources()) {
      if (isLoss(file, Files.readString(file))) {
        names.add(name(file));
      }
    }
    assertThat(names).hasSizeGreaterThan(25);
    return names;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static boolean isLayer(String source) {
    return source.matches("(?s).*\npublic (record|enum|final class) .*")
        && source.matches("(?s).*implements (PureLayer|Layer|BatchNorm<).*");
  }

  private static boolean isLoss(Path file, String source) {
    return file.endsWith(Path.of("loss", name(file) + ".java"))
        && name(file).endsWith("Loss")
        && source.contains("\npublic record ");
  }

  private static List<Path> sources() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/from-pytorch.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "a folder above with docs");
    }
    try (Stream<Path> files = Files.walk(folder.resolve("nn/src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
