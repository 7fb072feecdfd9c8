package dev.adjoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.onnx.OnnxAttribute;
import dev.adjoint.formats.onnx.OnnxFunction;
import dev.adjoint.formats.onnx.OnnxNode;
import dev.adjoint.formats.onnx.OnnxTensor;
import dev.adjoint.formats.onnx.OnnxType;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.onnx.operator.OperatorException;
import dev.adjoint.onnx.operator.OperatorTable;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxModelTest {

  @TempDir private Path folder;

  private static SmallModels linear() {
    return new SmallModels()
        .input("x", OnnxType.FLOAT, "batch", "2")
        .output("y")
        .with(OnnxTensor.of("fc.weight", Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}})))
        .with(OnnxTensor.of("fc.bias", Tensor.of(10f, 20f, 30f)))
        .node(
            "Gemm",
            List.of("x", "fc.weight", "fc.bias"),
            "y",
            Map.of("transB", new OnnxAttribute.Whole(1)));
  }

  @Test
  void aLinearLayerRunsAndItsWeightsAreParametersWithTheirNames() throws IOException {
    OnnxModel model = linear().load(folder);
    assertThat(model).hasToString("OnnxModel(x FLOAT [batch, 2] → y FLOAT [], 1 nodes)");
    assertThat(Parameters.of(model).byName()).containsOnlyKeys("fc.weight", "fc.bias");
    assertThat(model.metadata()).containsEntry("note", "笔记");
    // 1·1 + 2·1 + 10, 3 + 4 + 20, 5 + 6 + 30
    Tensor y = model.forward(Tensor.ones(1, 2), Pass.INFERENCE);
    assertThat(y.toFloatArray()).containsExactly(13, 27, 41);
    assertThat(model.run(Map.of("x", Tensor.ones(1, 2)), Pass.INFERENCE)).containsOnlyKeys("y");
  }

  @Test
  void savingWritesTheTrainedWeights() throws IOException {
    OnnxModel model = linear().load(folder);
    Parameters.of(model)
        .loadStateDict(Map.of("fc.weight", Tensor.ones(3, 2), "fc.bias", Tensor.zeros(3)));
    Path saved = folder.resolve("gespeichert.onnx");
    model.save(saved);
    Tensor y = OnnxModel.load(saved).forward(Tensor.ones(1, 2), Pass.INFERENCE);
    assertThat(y.toFloatArray()).containsExactly(2, 2, 2);
  }

  @Test
  void gradientsReachTheWeights() throws IOException {
    OnnxModel model = linear().load(folder);
    model.forward(Tensor.of(new float[][] {{1, 2}, {3, 4}}), Pass.INFERENCE).sum().backward();
    List<Parameter> parameters = Parameters.of(model).list();
    // Each row of the weight gets the sum of the inputs, each bias the number of rows.
    assertThat(parameters.getFirst().gradient().toFloatArray()).containsExactly(4, 6, 4, 6, 4, 6);
    assertThat(parameters.getLast().gradient().toFloatArray()).containsExactly(2, 2, 2);
  }

  @Test
  void inputsThatDoNotFitAreRefused() throws IOException {
    OnnxModel model = linear().load(folder);
    assertThatThrownBy(() -> model.forward(Tensor.ones(1, 3), Pass.INFERENCE))
        .isInstanceOf(OperatorException.class)
        .hasMessage(
            "onnx: the input x FLOAT [batch, 2] got a tensor of shape [1, 3]; give one of the shape in brackets");
    assertThatThrownBy(() -> model.forward(Tensor.ones(ElementType.I64, 1, 2), Pass.INFERENCE))
        .hasMessage(
            "onnx: the input x takes F32 but got I64; convert the tensor with to(ElementType.F32)");
    assertThatThrownBy(() -> model.run(List.of(), Pass.INFERENCE))
        .hasMessage(
            "onnx: the model has 1 inputs (x FLOAT [batch, 2]) but got 0; give one tensor for each");
    assertThatThrownBy(() -> model.run(Map.of("z", Tensor.ones(1)), Pass.INFERENCE))
        .hasMessage(
            "onnx: the inputs of the model are [x] but got [z]; give one tensor for each name");
  }

  @Test
  void operatorsThatAreNotComputedAreNamedAllAtOnceWithTheReason() throws IOException {
    Path file =
        new SmallModels()
            .input("x", OnnxType.FLOAT, "2")
            .output("y")
            .node("Loop", List.of("x"), "h", Map.of())
            .node("FancyAttention", List.of("h"), "y", Map.of())
            .write(folder);
    assertThatThrownBy(() -> OnnxModel.load(file))
        .isInstanceOf(OperatorException.class)
        .hasMessage(
            "onnx: %s has operators that are not computed here: FancyAttention (node n1): it has no row in the table of operators; export the model with other operators; Loop (node n0): control flow depends on values and is not run; export the model so that the loop or branch is unrolled",
            file);
  }

  @Test
  void aNodeThatFailsIsNamedWithItsOperatorAndReason() throws IOException {
    OnnxModel model =
        new SmallModels()
            .input("x", OnnxType.FLOAT, "a", "b")
            .output("y")
            .node("MatMul", List.of("x", "x"), "y", Map.of())
            .load(folder);
    assertThatThrownBy(() -> model.forward(Tensor.ones(2, 3), Pass.INFERENCE))
        .isInstanceOf(OperatorException.class)
        .hasMessage(
            "onnx: operator MatMul in node n0: matmul: left has 3 columns but right has 2 rows (left [2, 3], right [2, 3]); transpose one side or check the layer sizes");
  }

  @Test
  void graphsThatCannotRunAreRefusedWhenTheyAreRead() throws IOException {
    Path unknown =
        new SmallModels()
            .input("x", OnnxType.FLOAT, "2")
            .output("y")
            .node("Relu", List.of("h"), "y", Map.of())
            .write(folder);
    assertThatThrownBy(() -> OnnxModel.load(unknown))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "%s: node n0 reads h, which no earlier node makes; the file is damaged", unknown);
    Path twice =
        new SmallModels()
            .input("x", OnnxType.FLOAT, "2")
            .output("y")
            .node("Relu", List.of("x"), "y", Map.of())
            .node("Exp", List.of("x"), "y", Map.of())
            .write(folder);
    assertThatThrownBy(() -> OnnxModel.load(twice))
        .hasMessage("%s: the value y is made twice; the file is damaged", twice);
    Path missing =
        new SmallModels()
            .input("x", OnnxType.FLOAT, "2")
            .output("y")
            .node("Relu", List.of("x"), "h", Map.of())
            .write(folder);
    assertThatThrownBy(() -> OnnxModel.load(missing))
        .hasMessage("%s: no node makes the output y; the file is damaged", missing);
  }

  @Test
  void constantsStayConstants() throws IOException {
    OnnxModel model =
        new SmallModels()
            .input("x", OnnxType.FLOAT, "2")
            .output("y")
            .with(OnnxTensor.of("scale", Tensor.scalar(3f)))
            .with(OnnxTensor.of("mask", Tensor.of(0f, Float.NEGATIVE_INFINITY)))
            .with(OnnxTensor.of("gain", Tensor.of(1f, 2f)))
            .node("Mul", List.of("x", "scale"), "a", Map.of())
            .node("Mul", List.of("a", "gain"), "b", Map.of())
            .node("Add", List.of("b", "mask"), "y", Map.of())
            .load(folder);
    assertThat(Parameters.of(model).byName()).containsOnlyKeys("gain");
    assertThat(model.forward(Tensor.ones(2), Pass.INFERENCE).toFloatArray())
        .containsExactly(3, Float.NEGATIVE_INFINITY);
  }

  @Test
  void functionsOfTheFileAreRun() throws IOException {
    OnnxNode inner =
        new OnnxNode(
            "",
            "LeakyRelu",
            "",
            List.of("a"),
            List.of("b"),
            Map.of("alpha", new OnnxAttribute.Reference("slope")));
    OnnxNode twice = new OnnxNode("", "Add", "", List.of("b", "b"), List.of("c"), Map.of());
    OnnxModel model =
        new SmallModels()
            .input("x", OnnxType.FLOAT, "2")
            .output("y")
            .with(
                new OnnxFunction(
                    "Doubled",
                    "my.own",
                    List.of("a"),
                    List.of("c"),
                    List.of("slope"),
                    List.of(inner, twice),
                    Map.of("", 17L)))
            .node(
                new OnnxNode(
                    "call",
                    "Doubled",
                    "my.own",
                    List.of("x"),
                    List.of("h"),
                    Map.of("slope", new OnnxAttribute.Real(0.5f))))
            .node(new OnnxNode("again", "Doubled", "my.own", List.of("h"), List.of("y"), Map.of()))
            .load(folder);
    // -1 → -0.5 → -1 → -0.01 → -0.02, since the second call leaves the slope at its default.
    assertThat(model.forward(Tensor.of(-1f, 3f), Pass.INFERENCE).toFloatArray())
        .containsExactly(-0.02f, 12);
  }

  @Test
  void narrowIntegersWrapAsTheirTypeSays() throws IOException {
    OnnxModel model =
        new SmallModels()
            .input("x", OnnxType.UINT8, "2")
            .output("y")
            .node("Add", List.of("x", "x"), "y", Map.of())
            .load(folder);
    Tensor y = model.forward(Tensor.of(100, 200), Pass.INFERENCE);
    assertThat(y.toIntArray()).containsExactly(200, 400 - 256);
  }

  @Test
  void whatDependsOnTheShapeIsComputedForEachShape() throws IOException {
    OnnxModel model =
        new SmallModels()
            .input("x", OnnxType.FLOAT, "n", "m")
            .output("y")
            .node("Shape", List.of("x"), "s", Map.of())
            .node(
                "ConstantOfShape",
                List.of("s"),
                "c",
                Map.of("value", new OnnxAttribute.Elements(OnnxTensor.of("", Tensor.of(7f)))))
            .node("Add", List.of("x", "c"), "y", Map.of())
            .load(folder);
    for (int size = 1; size < 4; size++) {
      Tensor y = model.forward(Tensor.zeros(size, 2), Pass.INFERENCE);
      assertThat(y.shape()).isEqualTo(Shape.of(size, 2));
      assertThat(y.min().item()).isEqualTo(7);
    }
  }

  @Test
  void dropoutActsInTrainingOnly() throws IOException {
    OnnxModel model =
        new SmallModels()
            .input("x", OnnxType.FLOAT, "n")
            .output("y")
            .node("Dropout", List.of("x"), "y", Map.of())
            .load(folder);
    Tensor x = Tensor.ones(200);
    assertThat(model.forward(x, Pass.INFERENCE).contentEquals(x)).isTrue();
    Tensor y = model.forward(x, new Pass.Training(new SplittableRandom(5)));
    assertThat(y.min().item()).isZero();
    assertThat(y.max().item()).isEqualTo(2);
  }

  @Test
  void theTableHasEachOperatorOnceAndStatesReasonsForOthers() {
    assertThat(OperatorTable.byFamily()).hasSizeGreaterThan(15);
    assertThat(OperatorTable.refused())
        .allSatisfy((name, reason) -> {
          assertThat(OperatorTable.find("", name)).as(name).isEmpty();
          assertThat(reason).contains(";");
        });
  }
}
