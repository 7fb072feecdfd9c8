package dev.adjoint.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Quantiles that tables of the normal distribution have.
final class NormalQuantileTest {

  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.75, 0.6744897502",
    "0.9, 1.2815515655",
    "0.975, 1.9599639845",
    "0.9995, 3.2905267315"
  })
  void aQuantileIsThatOfTheTables(double probability, double quantile) {
    assertThat(NormalQuantile.of(probability)).isCloseTo(quantile, within(4.5e-4));
  }
}
