package dev.adjoint.onnx.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.nn.Layer;
import dev.adjoint.nn.PureLayer;
import dev.adjoint.tensor.Applied;
import dev.adjoint.tensor.Operation;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExportTableTest {

  @Test
  void everyOperationOfTheLibraryHasARuleOrAReason() throws Exception {
    List<Object> keys = operations();
    assertThat(keys).hasSizeGreaterThan(100);
    assertThat(keys)
        .allSatisfy(key ->
            assertThat(ExportTable.has(key) ^ ExportTable.reason(key).isPresent())
                .as("rule or reason for " + key)
                .isTrue());
  }

  /// The classes of operations by their source files, and the constants of those that are enums.
  private static List<Object> operations() throws IOException, ClassNotFoundException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("CONTRIBUTING.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no checkout above");
    }
    Path sources = folder.resolve("tensor/src/main/java");
    List<Object> keys = new ArrayList<>();
    try (Stream<Path> files = Files.walk(sources.resolve("dev/adjoint/tensor/op"))) {
      for (Path file : files.filter(f -> f.toString().endsWith("Op.java")).sorted().toList()) {
        String name =
            sources.relativize(file).toString().replace(".java", "").replaceAll("[/\\\\]", ".");
        Class<?> type = Class.forName(name);
        if (type.isInterface()) {
          continue;
        }
        if (type.isEnum()) {
          keys.addAll(Arrays.asList(type.getEnumConstants()));
        } else {
          keys.add(type);
        }
      }
    }
    return keys;
  }

  private static void refused(Layer model, String message) {
    Tensor x = Tensor.normal(Shape.of(2, 3), 0, 1, new SplittableRandom(1));
    assertThatThrownBy(() -> OnnxExport.of(model, x).document())
        .isInstanceOf(ExportException.class)
        .hasMessage(message);
  }

  @Test
  void anOperationThatOnnxCannotExpressIsNamedWithTheReason() {
    refused(
        (PureLayer) x -> x.cumprod(1),
        "export: the operation \"cumprod\" cannot be written as ONNX: ONNX 17 and 18 have no such operator; take it out of the model or export the part before it");
  }

  private record Cube() implements Operation {
    @Override
    public Applied apply(Tensor... in) {
      return Applied.constant(in[0].multiply(in[0]).multiply(in[0]));
    }
  }

  @Test
  void anOperationOfTheUsersOwnIsRefused() {
    refused(
        (PureLayer) x -> Tensor.apply(new Cube(), x),
        "export: the operation \"cube\" cannot be written as ONNX: it is an operation of your own, for which there is no rule; compose it of operations of the library");
  }

  @Test
  void numbersThatAreReadIntoJavaAreNoticed() {
    refused(
        (PureLayer) x -> x.add(Tensor.full(Shape.of(2), x.sum().item()).select(0, 0)),
        "export: a tensor [] differs from batch to batch and does not come from the input; compute it with operations of tensors from the input, or export with a fixed batch");
  }

  @Test
  void branchesOnTheBatchAreNoticed() {
    refused(
        (PureLayer) x -> x.shape().size(0) > 2 ? x.exp() : x.exp().exp(),
        "export: the model computes other operations for another batch or length (operation 1); a trace holds for one way only, so take branches on numbers out of the model");
  }

  @Test
  void aModelWithoutABatchIsToldToFixIt() {
    refused(
        (PureLayer) x -> x.matmul(Tensor.ones(3, 1)).reshape(2),
        "export: the model does not run on a batch of 3, whose inputs have the shapes [[3, 3]] (reshape: shape [3, 1] has 3 elements but [2] has 2; the product of the sizes must stay the same); give examples with the batch as their first axis, or export with a fixed batch");
  }

  private static void refusedForSequences(Layer model, String message) {
    Tensor x = Tensor.normal(Shape.of(2, 5, 3), 0, 1, new SplittableRandom(1));
    assertThatThrownBy(() -> OnnxExport.of(model, x).withSequence(1).document())
        .isInstanceOf(ExportException.class)
        .hasMessage(message);
  }

  @Test
  void whatGrowsOtherwiseThanTheLengthIsRefused() {
    refusedForSequences(
        (PureLayer) x -> x.variance(0, 1),
        "export: the number of elements of the operation \"variance\" grows with the batch or the length; export with a fixed batch or length");
    refusedForSequences(
        (PureLayer) x -> x.sum(0, 1).add(Tensor.ones(x.shape().size(1) * x.shape().size(1), 3)),
        "export: a size is 9 for a batch of 2 and a length of 3, which does not follow from its other sizes; export with a fixed batch and length");
    Layer layer = (PureLayer) x -> x;
    assertThatThrownBy(() -> OnnxExport.of(layer, Tensor.ones(2, 5, 3)).withSequence(2))
        .hasMessage(
            "export: the sequence is to be axis 2 of an example of shape [2, 5, 3], but must be an axis after the batch with at least 4 elements; give a longer example or another axis");
  }

  @Test
  void wrongArgumentsAreRefused() {
    Layer layer = (PureLayer) x -> x;
    assertThatThrownBy(() -> OnnxExport.of(layer, in -> in))
        .hasMessage("export: there is no example of an input; give one for each input");
    assertThatThrownBy(() -> OnnxExport.of(layer, Tensor.ones(2)).withInputs("a", "b"))
        .hasMessage("export: the model has 1 inputs but got 2 names; give one name for each");
    assertThatThrownBy(() -> OnnxExport.of(layer, Tensor.scalar(1f)).document())
        .hasMessage(
            "export: an example of shape [] has no batch; give at least one row, or use withFixedBatch");
  }
}
