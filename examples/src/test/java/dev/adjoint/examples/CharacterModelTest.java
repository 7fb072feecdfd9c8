package dev.adjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.nn.Parameters;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("tiny")
class CharacterModelTest {

  private static final String VERSE = "the mill turns slowly by the river in the summer rain. ";
  private static final String TEXT = VERSE.repeat(20);

  private static CharacterModel small() {
    return CharacterModel.of(TEXT, 16, 32, 2, 2, 1);
  }

  @Test
  void itLearnsTheTextByHeartAndGoesOnWritingIt() {
    CharacterModel model = small();
    List<Double> losses = model.train(TEXT, 8, 150, 1);
    int characters = (int) TEXT.chars().distinct().count();
    assertThat(losses.getFirst()).isBetween(Math.log(characters) - 0.2, Math.log(characters) + 0.2);
    assertThat(losses.getLast()).isLessThan(0.5);
    String written = model.sample("the mill ", 40, 0.2, 3);
    assertThat(VERSE + VERSE).contains(written.substring(0, 30));
  }

  @Test
  void aSeedGivesOneTrainingAndOneText() {
    CharacterModel one = small();
    CharacterModel other = small();
    assertThat(one.train(TEXT, 4, 5, 2)).isEqualTo(other.train(TEXT, 4, 5, 2));
    String text = one.sample("the", 30, 1, 5);
    assertThat(text).hasSize(33).startsWith("the").isEqualTo(other.sample("the", 30, 1, 5));
    assertThat(text).isNotEqualTo(one.sample("the", 30, 1, 6));
  }

  /// nanoGPT's model of 65 characters; the tied table counts once.
  @Test
  void theFullModelHasTheParametersOfNanoGpt() {
    CharacterModel.Gpt model = CharacterModel.Gpt.of(65, 64, 128, 4, 4, new SplittableRandom(1));
    Parameters parameters = Parameters.of(model);
    assertThat(parameters.count()).isEqualTo(804_096);
    assertThat(parameters.byName().keySet())
        .startsWith(
            "wte.weight", "wpe.weight", "blocks.0.ln1.weight", "blocks.0.attn.project.weight")
        .endsWith("blocks.3.down.weight", "lnF.weight");
  }
}
