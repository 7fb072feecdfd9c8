package dev.adjoint.kernel.convolution.winograd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.ConvolutionCall;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import dev.adjoint.kernel.recording.Program;
import dev.adjoint.kernel.recording.Tape;
import dev.adjoint.kernel.work.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WinogradKernelsCallTest {
  private static final Convolution HOW = new Convolution(1, 1, 1, 1, 1, 1, 1);

  private final SplittableRandom random = new SplittableRandom(8);
  private final int before = Workers.threads();

  @AfterEach
  void restoreTheThreads() {
    Workers.threads(before);
  }

  static Stream<Kernels> kernels() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  private View draw(int... sizes) {
    int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    return FloatBits.view(FloatBits.ordinary(count, random), 3, sizes);
  }

  private static float[] array(View view) {
    return ((Floats) view.storage()).array();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void keptKernelsGiveTheSameBits(Kernels kernels) {
    for (int round = 0; round < 24; round++) {
      Workers.threads(1 + round % 3);
      int channels = random.nextInt(32, 50);
      int outputs = random.nextInt(32, 80);
      View x = draw(8, channels, 8, random.nextInt(8, 14));
      View weight = draw(outputs, channels, 3, 3);
      disturb(round, x, weight);
      View y = FloatBits.empty(1, 8, outputs, 8, x.sizes()[3]);
      View expected = FloatBits.empty(1, y.sizes());
      kernels.run(new ConvolutionCall(HOW, x, weight, null, expected));
      int length = WinogradKernelsCall.length(weight);
      View kept = FloatBits.view(new float[length], 2, length);
      Arrays.fill(array(kept), Float.NaN);
      kernels.run(new WinogradKernelsCall(weight, kept));
      kernels.run(new ConvolutionCall(HOW, x, weight, null, y).keeping(kept));
      assertThat(FloatBits.of(y)).as("round %d", round).isEqualTo(FloatBits.of(expected));
    }
  }

  /// Gives the weight what [WeightFacts] must report.
  private void disturb(int round, View x, View weight) {
    float[] w = array(weight);
    if (round % 4 == 1) {
      for (View view : new View[] {x, weight}) {
        float[] values = array(view);
        for (int i = 0; i < values.length; i++) {
          values[i] = Math.abs(values[i]);
        }
      }
    } else if (round % 4 == 2) {
      w[weight.offset() + random.nextInt(weight.count())] = 1e3f;
    } else if (round % 8 == 3) {
      w[weight.offset() + random.nextInt(weight.count())] = Float.NaN;
    } else if (round % 8 == 7) {
      w[weight.offset() + random.nextInt(weight.count())] = Float.NEGATIVE_INFINITY;
    }
  }

  @Test
  void bothScansFindTheSameFacts() {
    for (int round = 0; round < 100; round++) {
      int channels = random.nextInt(1, 70);
      int outputs = random.nextInt(1, 40);
      View weight = draw(outputs, channels, 3, 3);
      array(weight)[weight.offset() + random.nextInt(weight.count())] = 40;
      for (WinogradKernels kernels :
          new WinogradKernels[] {
            new WinogradKernels(outputs, channels, channels * 9, 9, false),
            new WinogradKernels(channels, outputs, 9, channels * 9, true)
          }) {
        WeightFacts facts = WeightFacts.of(VectorMagnitudes::raise, kernels, weight);
        WeightFacts defined = WeightFacts.of(MagnitudeScan.SCALAR, kernels, weight);
        assertThat(facts.uneven()).isEqualTo(defined.uneven()).isEqualTo(uneven(kernels, weight));
        assertThat(facts.largest()).isEqualTo(defined.largest()).isEqualTo(40);
      }
    }
  }

  private static int[] uneven(WinogradKernels k, View weight) {
    return IntStream.range(0, k.outputs())
        .filter(o -> {
          float[] taps = new float[9];
          for (int i = 0; i < 9 * k.channels(); i++) {
            int at = o * k.weightRow() + i / 9 * k.weightChannel() + i % 9;
            float value = Math.abs(array(weight)[weight.offset() + at]);
            taps[i % 9] = Math.max(taps[i % 9], value);
          }
          Arrays.sort(taps);
          return taps[8] > 16 * taps[0];
        })
        .toArray();
  }

  @Test
  void aRecordingWithASettledWeightKeepsAndRefreshesTheKernels() {
    View x = draw(8, 32, 8, 8);
    View weight = draw(40, 32, 3, 3);
    View y = FloatBits.empty(0, 8, 40, 8, 8);
    ConvolutionCall call = new ConvolutionCall(HOW, x, weight, null, y);
    Tape tape = Tape.record(call::run);
    tape.settle(weight.storage());
    tape.keep(y);
    Program program = Program.of(tape);
    for (int round = 0; round < 2; round++) {
      call.run();
      float[] expected = array(y).clone();
      assertThat(output(program, y.count())).isEqualTo(expected);
      array(weight)[weight.offset() + 5 * 32 * 9] += 1;
      assertThat(output(program, y.count())).as("before it is refreshed").isEqualTo(expected);
      array(weight)[weight.offset() + 9] = 1e3f;
      program.refresh();
    }
    assertThat(program.calls()).isEqualTo(1);
  }

  private static float[] output(Program program, int count) {
    program.run();
    View output = program.output(0);
    return Arrays.copyOfRange(array(output), output.offset(), output.offset() + count);
  }
}
