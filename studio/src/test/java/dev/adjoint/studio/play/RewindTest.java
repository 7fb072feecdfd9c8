package dev.adjoint.studio.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.explain.why.Element;
import dev.adjoint.nn.Activation;
import dev.adjoint.pipeline.settings.OptimizerChoice;
import dev.adjoint.studio.request.Fields;
import dev.adjoint.studio.trace.TracedStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Going back and forth never changes a bit.
final class RewindTest {

  private static Playground xor() {
    return Playground.of(PlaySetup.XOR, Optional.empty());
  }

  private static PlaySetup with(String field, Object value) {
    Map<String, Object> map = new LinkedHashMap<>(PlaySetup.XOR.toMap());
    map.put(field, value);
    return PlaySetup.of(new Fields(map));
  }

  @Test
  void tenStepsBackAndTenForwardGiveTheSameBits() {
    Playground play = xor();
    List<String> hashes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      hashes.add(play.hash());
      play.next();
    }
    String last = play.hash();
    for (int i = 0; i < 10; i++) {
      play.seek(play.step() - 1);
      assertThat(play.hash()).isEqualTo(hashes.get((int) play.step()));
    }
    for (int i = 0; i < 10; i++) {
      play.next();
    }
    assertThat(play.step()).isEqualTo(60);
    assertThat(play.hash()).isEqualTo(last);
  }

  @Test
  void aThousandRandomSeeksGiveTheBitsOfARunWithoutSeeks() {
    Playground straight = xor();
    List<String> hashes = new ArrayList<>();
    hashes.add(straight.hash());
    for (int i = 0; i < 500; i++) {
      straight.next();
      hashes.add(straight.hash());
    }
    Playground play = xor();
    long seed = 7;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 1000; i++) {
      int step = random.nextInt(501);
      play.seek(step);
      assertThat(play.hash())
          .as("seed %d, seek %d to %d", seed, i, step)
          .isEqualTo(hashes.get(step));
    }
  }

  @Test
  void aTracedStepGivesTheWeightsOfTheNextStepAndChangesNothing() {
    for (OptimizerChoice optimizer : OptimizerChoice.values()) {
      Playground play =
          Playground.of(with("optimizer", Fields.nameOf(optimizer)), Optional.empty());
      play.seek(23);
      String before = play.hash();
      TracedStep traced = play.trace();
      assertThat(play.hash()).isEqualTo(before);
      play.next();
      assertThat(play.hash()).as(optimizer.toString()).isEqualTo(traced.hash());
      assertThat(traced.step()).isEqualTo(24);
    }
  }

  @Test
  void aBranchWithTheSameSettingsHasTheSameBits() {
    Playground play = xor();
    play.seek(40);
    play.branch(PlaySetup.XOR);
    for (int i = 0; i < 30; i++) {
      play.next();
    }
    String branched = play.hash();
    play.select("main");
    assertThat(play.step()).isEqualTo(40);
    play.seek(70);
    assertThat(play.hash()).isEqualTo(branched);
  }

  @Test
  void anEditedWeightBeginsABranchAndLeavesTheRunUnchanged() {
    Playground play = xor();
    play.seek(20);
    String before = play.hash();
    play.edit(Element.parse("0.weight[1,0]"), 0.25);
    assertThat(play.hash()).isNotEqualTo(before);
    assertThat(play.frame().get("branch")).isEqualTo("b1");
    play.next();
    play.seek(20);
    play.drop("b1");
    assertThat(play.hash()).isEqualTo(before);
    play.edit(
        Element.parse("0.weight[1,0]"),
        play.trace().trace().value("0.weight").value().toDoubleArray()[2]);
    assertThat(play.hash()).as("an edit to the same number changes nothing").isEqualTo(before);
  }

  @Test
  void anotherNetworkInTheMiddleOfARunIsRefused() {
    Playground play = xor();
    play.seek(5);
    assertThatThrownBy(() -> play.branch(with("hidden", List.of(5))))
        .hasMessage(
            "branch: only optimizer, rate, decay and batch can change during a run; start again for other points or another network");
  }

  @Test
  void aLossThatIsNotFiniteStopsTheBranchWhichCanStillGoBack() {
    Map<String, Object> map = new LinkedHashMap<>(PlaySetup.XOR.toMap());
    map.putAll(Map.of("data", "plane", "loss", "mse", "optimizer", "sgd", "rate", 1e5));
    map.put("activation", Fields.nameOf(Activation.IDENTITY));
    Playground play = Playground.of(PlaySetup.of(new Fields(map)), Optional.empty());
    String start = play.hash();
    int steps = 0;
    while (play.next()) {
      assertThat(++steps).isLessThan(1000);
    }
    assertThat(play.ending()).get().asString().startsWith("train: the loss became");
    assertThat(play.frame()).containsKey("ending");
    play.seek(0);
    assertThat(play.hash()).isEqualTo(start);
    assertThat(play.ending()).isEmpty();
  }

  @Test
  void everyChoiceOfTheSetupTrains() {
    for (PlayData data : PlayData.values()) {
      if (data.set().isEmpty()) {
        continue;
      }
      for (PlayLoss loss : PlayLoss.values()) {
        boolean isNumber = data == PlayData.PLANE;
        if ((isNumber && loss.needsClasses())
            || (data == PlayData.BLOBS && loss == PlayLoss.BINARY)) {
          continue;
        }
        Map<String, Object> map = new LinkedHashMap<>(PlaySetup.XOR.toMap());
        map.put("data", Fields.nameOf(data));
        map.put("loss", Fields.nameOf(loss));
        map.put("samples", 60);
        Playground play = Playground.of(PlaySetup.of(new Fields(map)), Optional.empty());
        assertThat(play.next()).as("%s %s", data, loss).isTrue();
        assertThat(play.frame()).containsKeys("net", "branches", "train", "held");
      }
    }
    for (WeightStart start : WeightStart.values()) {
      assertThat(Playground.of(with("start", Fields.nameOf(start)), Optional.empty()).next())
          .isTrue();
    }
    for (Activation activation : PlaySetup.ACTIVATIONS) {
      assertThat(
              Playground.of(with("activation", Fields.nameOf(activation)), Optional.empty()).next())
          .isTrue();
    }
  }
}
