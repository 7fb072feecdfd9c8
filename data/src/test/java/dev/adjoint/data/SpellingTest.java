package dev.adjoint.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpellingTest {
  private static final List<String> NAMES = List.of("species", "island", "body_mass_g");

  @Test
  void aSlipOfTheFingerIsFound() {
    assertThat(Spelling.suggest("speceis", NAMES)).isEqualTo("did you mean species?");
    assertThat(Spelling.suggest("Island", NAMES)).isEqualTo("did you mean island?");
    assertThat(Spelling.suggest("body_mass", NAMES)).isEqualTo("did you mean body_mass_g?");
  }

  @Test
  void withoutANearNameAllAreListed() {
    assertThat(Spelling.suggest("price", NAMES))
        .isEqualTo("there are: species, island, body_mass_g");
  }

  @Test
  void aLongListIsCut() {
    List<String> many = IntStream.range(0, 30).mapToObj(i -> "c" + i).toList();
    assertThat(Spelling.list(many)).endsWith("c18, c19 and 10 more");
  }
}
