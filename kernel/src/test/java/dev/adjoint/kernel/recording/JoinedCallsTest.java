package dev.adjoint.kernel.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Convolution;
import dev.adjoint.kernel.FloatBits;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.convolution.ConvolutionCall;
import dev.adjoint.kernel.elementwise.BinaryCall;
import dev.adjoint.kernel.elementwise.UnaryCall;
import dev.adjoint.kernel.normalization.BatchNormGivenCall;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class JoinedCallsTest {
  private static final Convolution HOW = new Convolution(1, 1, 1, 1, 1, 1, 1);

  private final SplittableRandom random = new SplittableRandom(2);
  private final View x = draw(2, 4, 9, 9);
  private final View weight = draw(4, 4, 3, 3);
  private final View other = draw(2, 4, 9, 9);
  private final View channels = draw(4);
  private final View one = like();
  private final View two = like();
  private final View three = like();
  private final View four = like();

  private View draw(int... sizes) {
    int count = View.contiguous(new Floats(new float[0]), sizes).count();
    float[] values = FloatBits.ordinary(count, random);
    for (int i = 0; i < count; i++) {
      values[i] = Math.abs(values[i]);
    }
    return FloatBits.view(values, 0, sizes);
  }

  private static View like() {
    return FloatBits.empty(0, 2, 4, 9, 9);
  }

  private void convolve(View from, View to) {
    new ConvolutionCall(HOW, from, weight, null, to).run();
  }

  private void normalize(View from, View to) {
    new BatchNormGivenCall(from, channels, channels, channels, channels, 1e-5, to, 2, 4, 81).run();
  }

  /// Fails unless the outputs of a replay have the bits of the recorded run. Returns the number of
  /// calls of the replay.
  private static int calls(Runnable work, View... outputs) {
    Tape tape = Tape.record(work);
    List.of(outputs).forEach(tape::keep);
    Program program = Program.of(tape);
    program.run();
    for (int i = 0; i < outputs.length; i++) {
      View given = program.output(i);
      float[] copy = new float[given.count()];
      System.arraycopy(((Floats) given.storage()).array(), given.offset(), copy, 0, copy.length);
      assertThat(FloatBits.of(View.contiguous(new Floats(copy), copy.length)))
          .isEqualTo(FloatBits.of(outputs[i]));
    }
    return program.calls();
  }

  @Test
  void aBlockOfAResidualNetworkIsOneCall() {
    Runnable work =
        () -> {
          convolve(x, one);
          normalize(one, two);
          new BinaryCall(Binary.ADD, two, other, three).run();
          new UnaryCall(Unary.RELU, three, four).run();
        };
    assertThat(calls(work, four)).isEqualTo(1);
  }

  @Test
  void aCallIsMovedBehindOthersThatTheSumNeeds() {
    View shortcut = like();
    View sum = like();
    Runnable work =
        () -> {
          convolve(x, one);
          normalize(one, two);
          convolve(other, three);
          normalize(three, shortcut);
          new BinaryCall(Binary.ADD, two, shortcut, sum).run();
          new UnaryCall(Unary.RELU, sum, four).run();
        };
    assertThat(calls(work, four)).isEqualTo(2);
  }

  @Test
  void aResultThatIsNeededElsewhereIsStored() {
    Runnable work =
        () -> {
          convolve(x, one);
          new UnaryCall(Unary.RELU, one, two).run();
          new BinaryCall(Binary.MULTIPLY, two, one, three).run();
        };
    assertThat(calls(work, three)).isEqualTo(3);
    assertThat(calls(work, one, two)).isEqualTo(2);
  }

  @Test
  void aSumWithItselfIsNotJoined() {
    Runnable work =
        () -> {
          convolve(x, one);
          new BinaryCall(Binary.ADD, one, one, two).run();
        };
    assertThat(calls(work, two)).isEqualTo(2);
  }

  @Test
  void aCallStaysBeforeAChangeOfWhatItReads() {
    View image = like();
    Runnable work =
        () -> {
          new UnaryCall(Unary.SQUARE, x, image).run();
          convolve(image, one);
          new UnaryCall(Unary.NEGATE, x, image).run();
          convolve(image, two);
          new BinaryCall(Binary.ADD, one, two, three).run();
        };
    // The second convolution takes the sum; the first one must not move behind the change.
    assertThat(calls(work, three)).isEqualTo(4);
  }

  @Test
  void aResultOverTheOtherOperandIsNotJoined() {
    View image = like();
    Runnable work =
        () -> {
          new UnaryCall(Unary.SQUARE, x, image).run();
          convolve(image, one);
          new UnaryCall(Unary.RELU, one, image).run();
        };
    assertThat(calls(work, image)).isEqualTo(3);
  }
}
