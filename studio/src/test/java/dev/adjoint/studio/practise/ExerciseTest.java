package dev.adjoint.studio.practise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.explain.why.Expansion;
import dev.adjoint.explain.why.Why;
import dev.adjoint.studio.page.StudioWords;
import dev.adjoint.studio.request.Fields;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Two hundred exercises: every right answer is right, every known mistake is named.
final class ExerciseTest {

  private static final int EACH = 17;

  @Test
  void everyAnswerIsMarkedAndEveryMistakeIsNamed() {
    Set<Mistake> seen = EnumSet.noneOf(Mistake.class);
    int count = 0;
    for (Exercise.Kind kind : Exercise.Kind.values()) {
      for (int seed = 0; seed < EACH; seed++) {
        Exercise exercise = Exercise.of(kind, seed);
        String name = "%s, seed %d".formatted(kind, seed);
        assertThat(exercise.mark(exercise.answer()))
            .as(name)
            .isEqualTo(new Exercise.Mark(Exercise.Verdict.EXACT, Optional.empty()));
        // Three significant digits, as a user writes them.
        assertThat(exercise.mark(Double.parseDouble("%.3g".formatted(exercise.answer()))).verdict())
            .as(name)
            .isEqualTo(Exercise.Verdict.EXACT);
        assertThat(exercise.mistakes()).as(name).hasSizeGreaterThanOrEqualTo(2);
        for (Map.Entry<Mistake, Double> wrong : exercise.mistakes().entrySet()) {
          assertThat(exercise.mark(wrong.getValue()))
              .as("%s, %s", name, wrong.getKey())
              .isEqualTo(new Exercise.Mark(Exercise.Verdict.WRONG, Optional.of(wrong.getKey())));
          seen.add(wrong.getKey());
        }
        count++;
      }
    }
    assertThat(count).isGreaterThanOrEqualTo(200);
    assertThat(seen).containsExactlyInAnyOrder(Mistake.values());
  }

  /// The answer comes from the engine, not from this package, and has both seals.
  @Test
  void everyAnswerHasItsReasonWithSeals() {
    for (Exercise.Kind kind : Exercise.Kind.values()) {
      Exercise exercise = Exercise.of(kind, 3);
      Expansion reason = Why.of(exercise.step().trace()).explain(exercise.element());
      assertThat(reason.holds()).as(kind.toString()).isTrue();
      if (kind != Exercise.Kind.MOMENTUM) {
        assertThat(reason.stored()).as(kind.toString()).isEqualTo(exercise.answer());
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameExerciseAndAnotherOneAnother() {
    for (Exercise.Kind kind : Exercise.Kind.values()) {
      assertThat(Exercise.of(kind, 5).question()).isEqualTo(Exercise.of(kind, 5).question());
      assertThat(Exercise.of(kind, 5).answer()).isNotEqualTo(Exercise.of(kind, 6).answer());
    }
  }

  @Test
  void anAnswerThatIsNearlyRightIsMarkedClose() {
    Exercise exercise = Exercise.of(Exercise.Kind.SQUARE, 1);
    assertThat(exercise.mark(exercise.answer() * 1.01).verdict()).isEqualTo(Exercise.Verdict.CLOSE);
    assertThat(exercise.mark(exercise.answer() * 1.3).verdict()).isEqualTo(Exercise.Verdict.WRONG);
    assertThat(exercise.mark(0).verdict()).isEqualTo(Exercise.Verdict.WRONG);
  }

  @Test
  void everyKindAndMistakeHasATextInBothLanguages() {
    for (String language : StudioWords.LANGUAGES) {
      Map<String, String> texts = StudioWords.of(language).orElseThrow().texts();
      for (Exercise.Kind kind : Exercise.Kind.values()) {
        assertThat(texts).containsKey("exercise." + Fields.nameOf(kind));
      }
      for (Mistake mistake : Mistake.values()) {
        assertThat(texts).containsKey("mistake." + Fields.nameOf(mistake));
      }
    }
  }
}
