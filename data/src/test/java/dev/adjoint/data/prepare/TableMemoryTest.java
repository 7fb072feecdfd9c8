package dev.adjoint.data.prepare;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import org.junit.jupiter.api.Test;

/// What is refused before memory is allocated, and what is not.
final class TableMemoryTest {

  private static TableMemory memory(int width, long available) {
    return new TableMemory("sales.csv", width, "city", 900, available);
  }

  @Test
  void inputsTargetsAndTheCopyOfThePartThatIsEncodedCount() {
    // 800 rows and their copy and 200 rows, or 800 rows and 200 rows with their copy: 1600 rows.
    long bytes = 1600L * 1000 * 4 + 1000 * 8;
    assertThatCode(() -> memory(1000, bytes).require(800, 200, 8)).doesNotThrowAnyException();
    assertThatThrownBy(() -> memory(1000, bytes - 1).require(800, 200, 8))
        .isInstanceOf(DataException.class);
    // The larger part may be the validation part.
    long other = (100 + 2 * 900L) * 1000 * 4 + 1000 * 4;
    assertThatCode(() -> memory(1000, other).require(100, 900, 4)).doesNotThrowAnyException();
    assertThatThrownBy(() -> memory(1000, other - 1).require(100, 900, 4))
        .isInstanceOf(DataException.class);
  }

  @Test
  void aTableThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> memory(1000, 4_000_000_000L).require(800_000, 200_000, 8))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "prepare sales.csv: 1,000,000 rows of 1,000 inputs need 6.4 GB but Java may use 4.0 GB; drop column city, which becomes 900 inputs, use fewer rows, or give Java more memory with JDK_JAVA_OPTIONS=-Xmx12g");
  }

  @Test
  void rowsWithoutTargetsNeedTheirInputsAndACopy() {
    assertThatCode(() -> memory(10, 80_000).require(1000)).doesNotThrowAnyException();
    assertThatThrownBy(() -> memory(10, 79_999).require(1000)).isInstanceOf(DataException.class);
  }

  @Test
  void moreNumbersThanAnArrayHoldsAreRefusedWhateverTheMemory() {
    assertThatThrownBy(() -> memory(1000, Long.MAX_VALUE).require(3_000_000))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "prepare sales.csv: 3,000,000 rows of 1,000 inputs are 3,000,000,000 numbers but one array holds at most 2,147,483,639; drop column city, which becomes 900 inputs, or use fewer rows");
    assertThatCode(() -> memory(1000, Long.MAX_VALUE).require(2_000_000, 1_000_000, 8))
        .doesNotThrowAnyException();
  }
}
