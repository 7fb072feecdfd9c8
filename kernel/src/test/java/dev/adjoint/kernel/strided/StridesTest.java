package dev.adjoint.kernel.strided;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.Binary;
import dev.adjoint.kernel.Comparison;
import dev.adjoint.kernel.Kernels;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.Storage.Booleans;
import dev.adjoint.kernel.Storage.Doubles;
import dev.adjoint.kernel.Storage.Floats;
import dev.adjoint.kernel.Storage.Ints;
import dev.adjoint.kernel.Storage.Longs;
import dev.adjoint.kernel.Unary;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.Windows;
import dev.adjoint.kernel.elementwise.AddCall;
import dev.adjoint.kernel.elementwise.BinaryCall;
import dev.adjoint.kernel.elementwise.CompareCall;
import dev.adjoint.kernel.elementwise.UnaryCall;
import dev.adjoint.kernel.elementwise.WhereCall;
import dev.adjoint.kernel.engine.ScalarKernels;
import dev.adjoint.kernel.engine.VectorKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Elementwise work on windows of any strides, compared with element by element access.
class StridesTest {
  private static final List<Storage> KINDS =
      List.of(
          new Floats(new float[0]),
          new Doubles(new double[0]),
          new Ints(new int[0]),
          new Longs(new long[0]),
          new Booleans(new boolean[0]));

  static Stream<Kernels> kernels() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void copyReadsAndWritesEveryElementWhereItBelongs(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(1);
    for (Storage kind : KINDS) {
      for (int[] sizes : Windows.sizes()) {
        for (int repeat = 0; repeat < 8; repeat++) {
          View x = Windows.any(kind, sizes, true, random);
          View y = Windows.any(kind, sizes, false, random);
          List<Object> expected = Windows.all(y);
          int[] to = Windows.positions(y);
          List<Object> elements = Windows.elements(x);
          for (int e = 0; e < to.length; e++) {
            expected.set(to[e], elements.get(e));
          }
          kernels.run(new CopyCall(x, y));
          assertThat(Windows.all(y)).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rowsWithoutElementsTouchNothingEvenBeyondTheEndOfTheArray(Kernels kernels) {
    Doubles part = new Doubles(new double[] {1});
    int[] rows = {2, 0};
    View x = View.contiguous(new Doubles(new double[0]), rows);
    View y = new View(part, 1, rows, new int[] {4, 1});
    kernels.run(new CopyCall(x, y));
    kernels.run(new AddCall(x, y));
    kernels.run(new FillCall(y, 5));
    assertThat(part.array()).containsExactly(1);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void addAddsIntoTheWindowAlone(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(2);
    for (int[] sizes : Windows.sizes()) {
      for (int repeat = 0; repeat < 8; repeat++) {
        View x = Windows.any(KINDS.get(0), sizes, true, random);
        View y = Windows.any(KINDS.get(0), sizes, false, random);
        List<Object> expected = Windows.all(y);
        int[] to = Windows.positions(y);
        List<Object> elements = Windows.elements(x);
        for (int e = 0; e < to.length; e++) {
          expected.set(to[e], (float) expected.get(to[e]) + (float) elements.get(e));
        }
        kernels.run(new AddCall(x, y));
        assertThat(Windows.all(y)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void fillSetsTheWindowAlone(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(3);
    for (int[] sizes : Windows.sizes()) {
      View y = Windows.any(KINDS.get(3), sizes, false, random);
      List<Object> expected = Windows.all(y);
      for (int position : Windows.positions(y)) {
        expected.set(position, 9_007_199_254_740_993L);
      }
      kernels.run(new FillCall(y, 9_007_199_254_740_993L));
      assertThat(Windows.all(y)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void functionsOfTwoArgumentsMeetTheRightElements(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(4);
    for (int[] sizes : Windows.sizes()) {
      for (int repeat = 0; repeat < 16; repeat++) {
        Storage kind = KINDS.get(repeat % 4);
        boolean flat = repeat % 3 == 0;
        View a = flat ? Windows.contiguous(kind, sizes, random) : any(kind, sizes, random);
        View b = Windows.any(kind, sizes, true, random);
        View y =
            repeat < 8 ? Windows.contiguous(kind, sizes, random) : flipped(kind, sizes, random);
        List<Object> expected = new ArrayList<>();
        List<Object> left = Windows.elements(a);
        List<Object> right = Windows.elements(b);
        for (int e = 0; e < left.size(); e++) {
          expected.add(difference(left.get(e), right.get(e)));
        }
        kernels.run(new BinaryCall(Binary.SUBTRACT, a, b, y));
        assertThat(Windows.elements(y)).isEqualTo(expected);
      }
    }
  }

  private static View any(Storage kind, int[] sizes, SplittableRandom random) {
    return Windows.any(kind, sizes, true, random);
  }

  private static View flipped(Storage kind, int[] sizes, SplittableRandom random) {
    return Windows.any(kind, sizes, false, random);
  }

  private static Object difference(Object a, Object b) {
    return switch (a) {
      case Float f -> f - (float) b;
      case Double d -> d - (double) b;
      case Integer i -> i - (int) b;
      case Long l -> l - (long) b;
      default -> throw new IllegalStateException("not a number: " + a);
    };
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void functionsOfOneArgumentMeetTheRightElements(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(5);
    for (int[] sizes : Windows.sizes()) {
      for (int repeat = 0; repeat < 8; repeat++) {
        View x = Windows.any(KINDS.get(0), sizes, true, random);
        View y = Windows.any(KINDS.get(0), sizes, false, random);
        List<Object> expected = new ArrayList<>();
        for (Object element : Windows.elements(x)) {
          expected.add(-(float) element);
        }
        kernels.run(new UnaryCall(Unary.NEGATE, x, y));
        assertThat(Windows.elements(y)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void whereAndCompareMeetTheRightElements(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(6);
    for (Storage kind : KINDS) {
      for (int[] sizes : Windows.sizes()) {
        View condition = Windows.any(KINDS.get(4), sizes, true, random);
        View a = Windows.any(kind, sizes, true, random);
        View b = Windows.any(kind, sizes, true, random);
        View y = Windows.any(kind, sizes, false, random);
        View equal = Windows.any(KINDS.get(4), sizes, false, random);
        List<Object> chosen = new ArrayList<>();
        List<Object> equals = new ArrayList<>();
        for (int e = 0; e < y.count(); e++) {
          Object left = Windows.elements(a).get(e);
          Object right = Windows.elements(b).get(e);
          chosen.add((boolean) Windows.elements(condition).get(e) ? left : right);
          equals.add(left.equals(right));
          if (e > 300) {
            break;
          }
        }
        kernels.run(new WhereCall(condition, a, b, y));
        kernels.run(new CompareCall(Comparison.EQUAL, a, b, equal));
        assertThat(Windows.elements(y).subList(0, chosen.size())).isEqualTo(chosen);
        assertThat(Windows.elements(equal).subList(0, equals.size())).isEqualTo(equals);
      }
    }
  }
}
