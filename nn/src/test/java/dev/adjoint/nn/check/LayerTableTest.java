package dev.adjoint.nn.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.tensor.check.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LayerTableTest {

  private static final long SEED = Long.getLong("adjoint.seed", 20_261_121);

  @TestFactory
  Stream<DynamicTest> everyLayerAgreesWithTheCentralDifference() {
    return LayerTable.rows().stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.layer(),
                () ->
                    assertThat(row.check(SEED).verdicts())
                        .as("seed %d; rerun with -Dadjoint.seed=%d", SEED, SEED)
                        .isNotEmpty()
                        .allMatch(Verdict::passed)));
  }
}
