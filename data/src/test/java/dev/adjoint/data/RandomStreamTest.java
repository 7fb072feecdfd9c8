package dev.adjoint.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  @Test
  void theSameArgumentsGiveTheSameNumbers() {
    assertThat(RandomStream.of(1, "a", 2).nextLong())
        .isEqualTo(RandomStream.of(1, "a", 2).nextLong());
  }

  @Test
  void eachArgumentMatters() {
    Set<Long> first = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      for (String purpose : new String[] {"a", "b", "ab", "ba"}) {
        for (long position = 0; position < 10; position++) {
          first.add(RandomStream.of(seed, purpose, position).nextLong());
        }
      }
    }
    assertThat(first).hasSize(400);
  }

  /// Another number would give runs that are resumed after an update another order of samples.
  @Test
  void theNumbersStayThoseOfEarlierVersions() {
    assertThat(RandomStream.of(42, "shuffle", 0).nextLong()).isEqualTo(3408438272750116628L);
  }
}
