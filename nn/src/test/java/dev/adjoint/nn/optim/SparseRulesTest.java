package dev.adjoint.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.FunctionalCall;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.nn.SparseEmbedding;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.RecordedStep;
import dev.adjoint.tensor.RecordingException;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Steps that cost what the used rows cost.
class SparseRulesTest {

  private static final Pass TRAINING = new Pass.Training(new SplittableRandom(1));
  private static final Tensor BATCH = Tensor.of(new long[] {3, 1, 3, 7, 0, 1}, Shape.of(2, 3));

  private record Scores(Layer items, Linear head) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
      return head.forward(items.forward(x, pass).sum(1));
    }
  }

  private static Scores scores(boolean sparse) {
    SplittableRandom random = new SplittableRandom(5);
    Embedding table = Embedding.of(9, 5, random);
    return new Scores(sparse ? new SparseEmbedding(table) : table, Linear.of(5, 1, random));
  }

  private static void train(Scores model, Optimizer optimizer, int steps, int passes) {
    for (int step = 0; step < steps; step++) {
      optimizer.zeroGrad();
      for (int pass = 0; pass < passes; pass++) {
        model.forward(BATCH.add(Tensor.scalar((long) pass)), TRAINING).square().sum().backward();
      }
      optimizer.step();
    }
  }

  private static Parameter table(Scores model) {
    return Objects.requireNonNull(Parameters.of(model).byName().get("items.weight"));
  }

  @Test
  void sparseDescentHasTheBitsOfDenseDescent() {
    for (int passes : new int[] {1, 2}) {
      Scores dense = scores(false);
      Scores sparse = scores(true);
      train(dense, Optimizer.of(dense, new Sgd(0.05)), 4, passes);
      train(
          sparse,
          Optimizer.of(sparse, new Sgd(0.05)).with(p -> p == table(sparse), new SparseSgd(0.05)),
          4,
          passes);
      assertThat(table(sparse).value().toFloatArray())
          .isEqualTo(table(dense).value().toFloatArray());
      assertThat(sparse.head().weight().value().toFloatArray())
          .isEqualTo(dense.head().weight().value().toFloatArray());
    }
  }

  @Test
  void rowsThatNoBatchUsesStayAndGetNoState() {
    Scores model = scores(true);
    float[] before = table(model).value().toFloatArray();
    Optimizer optimizer =
        Optimizer.of(model, new Adam(0.1)).with(p -> p == table(model), new SparseAdam(0.1));
    train(model, optimizer, 3, 1);
    float[] after = table(model).value().toFloatArray();
    float[] squares =
        Objects.requireNonNull(optimizer.stateDict().get("items.weight/exp_avg_sq")).toFloatArray();
    for (int row = 0; row < 9; row++) {
      boolean used = List.of(0, 1, 3, 7).contains(row);
      for (int k = 5 * row; k < 5 * row + 5; k++) {
        assertThat(after[k] != before[k]).isEqualTo(used);
        assertThat(squares[k] > 0).isEqualTo(used);
      }
    }
  }

  @Test
  void aSavedStateContinuesWithTheSameBits() {
    Scores whole = scores(true);
    Optimizer of =
        Optimizer.of(whole, new Adam(0.1)).with(p -> p == table(whole), new SparseAdam(0.1));
    train(whole, of, 2, 1);
    Scores resumed = scores(true);
    Parameters.of(resumed).loadStateDict(Parameters.of(whole).stateDict());
    Optimizer again =
        Optimizer.of(resumed, new Adam(0.1)).with(p -> p == table(resumed), new SparseAdam(0.1));
    again.loadStateDict(of.stateDict(), of.steps());
    train(whole, of, 2, 1);
    train(resumed, again, 2, 1);
    assertThat(table(resumed).value().toFloatArray())
        .isEqualTo(table(whole).value().toFloatArray());
  }

  /// A table of 64 MB: a step allocates less than a hundredth of it.
  @Test
  void aStepDoesNotCostTheTable() {
    int rows = 1 << 20;
    SparseEmbedding large = new SparseEmbedding(Embedding.of(Parameter.of(Tensor.zeros(rows, 16))));
    Optimizer optimizer = Optimizer.of(large, new SparseAdam(0.1));
    Tensor x = Tensor.of(5L, rows - 1L, 5L, 77L);
    step(large, optimizer, x);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    step(large, optimizer, x);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(640_000);
  }

  private static void step(SparseEmbedding model, Optimizer optimizer, Tensor x) {
    optimizer.zeroGrad();
    model.forward(x, TRAINING).add(1).square().sum().backward();
    optimizer.step();
  }

  @Test
  void inferenceAndPaddingAreThoseOfAnEmbedding() {
    Embedding padded = Embedding.of(4, 2, new SplittableRandom(3)).withPadding(1);
    SparseEmbedding sparse = new SparseEmbedding(padded);
    Tensor x = Tensor.of(1L, 2L, 1L);
    assertThat(sparse.forward(x, TRAINING).toFloatArray())
        .isEqualTo(padded.forward(x).toFloatArray());
    assertThat(sparse.forward(x, Pass.INFERENCE).toFloatArray())
        .isEqualTo(padded.forward(x).toFloatArray());
    padded.weight().zeroGrad();
    sparse.forward(x, TRAINING).sum().backward();
    Tensor g = padded.weight().touchedRows().getFirst().rows().gradient();
    assertThat(g.toFloatArray()).containsExactly(0, 0, 1, 1); // rows 1 and 2
    assertThat(sparse).hasToString("SparseEmbedding(4 → 2, padding 1)");
  }

  @Test
  void aRecordedStepIsRefusedWithTheReason() {
    Scores sparse = scores(true);
    RecordedStep step = RecordedStep.of((x, y) -> sparse.forward(x, TRAINING).subtract(y).sum());
    assertThatThrownBy(() -> step.run(BATCH, Tensor.zeros(BATCH.shape().size(0), 1)))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "record: unique reads numbers into Java, which a replay would not do again; return the tensor from the step and read it after the step");
  }

  @Test
  void givenValuesTakeThePlaceOfTheTable() {
    SparseEmbedding sparse = SparseEmbedding.of(3, 2, new SplittableRandom(3));
    Tensor given = Tensor.ones(3, 2);
    Tensor y = FunctionalCall.of(sparse, Map.of("weight", given), Tensor.of(2L), TRAINING);
    assertThat(y.toFloatArray()).containsExactly(1, 1);
    assertThat(sparse.table().weight().touchedRows()).isEmpty();
  }

  @Test
  void aRuleThatDoesNotFitTheGradientIsRefusedBeforeAnythingChanges() {
    Scores sparse = scores(true);
    Optimizer adam = Optimizer.of(sparse, new Adam(0.1));
    float[] before = sparse.head().weight().value().toFloatArray();
    sparse.forward(BATCH, TRAINING).sum().backward();
    assertThatThrownBy(adam::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "optimizer: items.weight has gradients of some rows, which Adam[rate=0.1, beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.0] does not take; give it SparseAdam or SparseSgd by Optimizer.with, or use Embedding");
    assertThat(sparse.head().weight().value().toFloatArray()).isEqualTo(before);
    Scores dense = scores(false);
    Optimizer rows = Optimizer.of(dense, new SparseAdam(0.1));
    dense.forward(BATCH, TRAINING).sum().backward();
    assertThatThrownBy(rows::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "sparse adam: items.weight has a gradient of all its rows but the rule takes gradients of some; use SparseEmbedding in a training pass, or give the parameter a rule such as Adam");
  }
}
