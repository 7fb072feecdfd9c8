package dev.adjoint.tensor;

import dev.adjoint.kernel.Narrow;
import dev.adjoint.kernel.Storage;
import dev.adjoint.kernel.View;
import dev.adjoint.kernel.strided.CopyCall;
import dev.adjoint.kernel.strided.FillCall;
import dev.adjoint.tensor.autograd.Application;
import dev.adjoint.tensor.autograd.Backward;
import dev.adjoint.tensor.autograd.GradientHookOp;
import dev.adjoint.tensor.autograd.GraphNode;
import dev.adjoint.tensor.autograd.RecordingGate;
import dev.adjoint.tensor.autograd.ThreadContext;
import dev.adjoint.tensor.internal.TensorRegistration;
import dev.adjoint.tensor.op.matmul.Einsum;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// An immutable array of numbers which, if gradients are needed, also knows how it was computed.
///
/// Nothing changes a tensor's value after it is made, with one exception: [Parameter#value()] shows
/// the parameter's own memory, which an optimizer changes in place. Operations return new tensors,
/// which may share memory with this one. A tensor is *tracked* when it was computed from a
/// [Parameter] or from [#requiresGrad()]; from a tracked number [#backward()] computes gradients.
public final class Tensor
    implements ElementwiseOps,
        ActivationOps,
        MovementOps,
        IndexOps,
        ReduceOps,
        MatmulOps,
        ConvolutionOps,
        NormalizationOps,
        PoolingOps,
        ImageOps,
        MissingOps,
        CountingOps,
        RecurrentOps,
        ConversionOps {

  private final Shape shape;
  private final ElementType elementType;
  private final View view;
  private final @Nullable GraphNode node;

  /// Whether this shows memory that its owner changes in place.
  private final boolean live;

  private Tensor(
      Shape shape, ElementType elementType, View view, @Nullable GraphNode node, boolean live) {
    this.shape = shape;
    this.elementType = elementType;
    this.view = view;
    this.node = node;
    this.live = live;
  }

  // -- The kernel memory, which operations reach through `internal.TensorMemory`.

  static {
    TensorRegistration.register(new InternalAccess());
  }

  /// A tensor over a view of kernel memory.
  static Tensor wrap(View view) {
    return new Tensor(Shape.seenBy(view), ElementType.of(view.storage()), view, null, false);
  }

  /// The same memory under another shape with as many elements, which are in C order.
  Tensor withShape(Shape other) {
    return new Tensor(other, elementType, other.over(view.storage(), view.offset()), null, false);
  }

  /// A new tensor of zeros, which an operation is about to fill.
  static Tensor allocate(ElementType type, Shape shape) {
    return new Tensor(shape, type, shape.over(Memory.of(type, shape), 0), null, false);
  }

  /// The kernel memory behind this tensor.
  View view() {
    return view;
  }

  /// The kernel memory in C order, copied if it has another order.
  View contiguous() {
    if (view.isContiguous()) {
      return view;
    }
    Tensor copy = allocate(elementType, shape);
    new CopyCall(view, copy.view).run();
    return copy.view;
  }

  /// Applies an operation, recording it when an input is tracked.
  public static Tensor apply(Operation operation, Tensor... inputs) {
    Require.present("apply", "operation", operation);
    Require.allPresent("apply", "inputs", inputs);
    return Application.of(operation, inputs);
  }

  /// Applies an operation with several values ([Applied#ofSeveral]), recording it when an input is
  /// tracked.
  public static Tensor[] applySeveral(Operation operation, Tensor... inputs) {
    Require.present("applySeveral", "operation", operation);
    Require.allPresent("applySeveral", "inputs", inputs);
    return Application.ofSeveral(operation, inputs);
  }

  // -- Creation. A number with a fraction becomes F32, the default type of training, whether it is
  // a
  // Java float or double; each factory takes an element type for another one.

  /// A single F32 number.
  public static Tensor scalar(float value) {
    return scalar(ElementType.F32, value);
  }

  /// A single F32 number, rounded from the double; `scalar(ElementType.F64, value)` keeps it.
  public static Tensor scalar(double value) {
    return scalar(ElementType.F32, value);
  }

  /// A single I32 number.
  public static Tensor scalar(int value) {
    return scalar(ElementType.I32, value);
  }

  /// A single I64 number.
  public static Tensor scalar(long value) {
    return scalar(ElementType.I64, value);
  }

  /// A single truth value.
  public static Tensor scalar(boolean value) {
    return scalar(ElementType.BOOL, value ? 1 : 0);
  }

  /// A single number of this type.
  public static Tensor scalar(ElementType type, Number value) {
    Require.present("scalar", "type", type);
    Require.present("scalar", "value", value);
    return full(type, Shape.SCALAR, value);
  }

  /// F32 numbers along one axis.
  public static Tensor of(float... elements) {
    Require.present("of", "elements", elements);
    return wrap(View.contiguous(new Storage.Floats(elements.clone()), elements.length));
  }

  /// F32 numbers along one axis, rounded from the doubles; `of(ElementType.F64, …)` keeps them.
  public static Tensor of(double... elements) {
    return of(ElementType.F32, elements);
  }

  /// F32 numbers in C order, rounded from the doubles; `of(ElementType.F64, …)` keeps them.
  ///
  /// @throws ShapeException if the number of elements is not that of the shape
  public static Tensor of(double[] elements, Shape shape) {
    return of(ElementType.F32, elements, shape);
  }

  /// Numbers of this type along one axis, such as `Tensor.of(ElementType.F64, 0.5, 1.5)`.
  ///
  /// @throws ElementTypeException if the type has no exact value for a number, as I64 for 0.5
  public static Tensor of(ElementType type, double... elements) {
    Require.present("of", "type", type);
    Require.present("of", "elements", elements);
    Tensor exact = wrap(View.contiguous(new Storage.Doubles(elements.clone()), elements.length));
    for (double element : elements) {
      requireExact("of", type, element);
    }
    return exact.to(type);
  }

  /// Numbers of this type in C order.
  ///
  /// @throws ElementTypeException if the type has no exact value for a number, as I64 for 0.5
  /// @throws ShapeException if the number of elements is not that of the shape
  public static Tensor of(ElementType type, double[] elements, Shape shape) {
    return of(type, elements).shaped(shape);
  }

  /// I32 numbers along one axis.
  public static Tensor of(int... elements) {
    Require.present("of", "elements", elements);
    return wrap(View.contiguous(new Storage.Ints(elements.clone()), elements.length));
  }

  /// I64 numbers along one axis.
  public static Tensor of(long... elements) {
    Require.present("of", "elements", elements);
    return wrap(View.contiguous(new Storage.Longs(elements.clone()), elements.length));
  }

  /// Truth values along one axis.
  public static Tensor of(boolean... elements) {
    Require.present("of", "elements", elements);
    return wrap(View.contiguous(new Storage.Booleans(elements.clone()), elements.length));
  }

  /// I8 or U8 numbers in C order; of U8 a Java byte of −1 is 255.
  ///
  /// @throws ElementTypeException if the type is another one
  /// @throws ShapeException if the number of elements is not that of the shape
  public static Tensor of(ElementType type, byte[] elements, Shape shape) {
    Require.present("of", "type", type);
    Require.present("of", "elements", elements);
    Require.present("of", "shape", shape);
    Storage storage =
        switch (type) {
          case I8 -> new Narrow.Bytes(elements.clone());
          case U8 -> new Narrow.UnsignedBytes(elements.clone());
          default ->
              throw new ElementTypeException(
                  "of",
                  "bytes are I8 or U8 but the type is %s; name one of these and convert the tensor"
                      .formatted(type));
        };
    return wrap(View.contiguous(storage, elements.length)).shaped(shape);
  }

  /// F32 numbers in C order.
  ///
  /// @throws ShapeException if the number of elements is not that of the shape
  public static Tensor of(float[] elements, Shape shape) {
    return of(elements).shaped(shape);
  }

  /// I32 numbers in C order.
  public static Tensor of(int[] elements, Shape shape) {
    return of(elements).shaped(shape);
  }

  /// I64 numbers in C order.
  public static Tensor of(long[] elements, Shape shape) {
    return of(elements).shaped(shape);
  }

  /// Truth values in C order.
  public static Tensor of(boolean[] elements, Shape shape) {
    return of(elements).shaped(shape);
  }

  /// A Java array of arrays of any rank, such as `float[][]`; rows must be of equal length. Arrays
  /// of double become F32.
  public static Tensor of(Object[] nested) {
    Require.present("of", "nested", nested);
    Tensor exact = NestedArrays.toTensor(nested);
    return exact.elementType == ElementType.F64 ? exact.to(ElementType.F32) : exact;
  }

  /// A Java array of arrays of any rank as a tensor of this type; rows must be of equal length.
  ///
  /// @throws ElementTypeException if the type has no exact value for a number, as I64 for 0.5
  public static Tensor of(ElementType type, Object[] nested) {
    Require.present("of", "type", type);
    Require.present("of", "nested", nested);
    Tensor exact = NestedArrays.toTensor(nested);
    if (!type.isFloating() && (exact.elementType.isFloating() || type.isNarrow())) {
      for (double element : exact.toDoubleArray()) {
        requireExact("of", type, element);
      }
    }
    return exact.to(type);
  }

  private Tensor shaped(Shape target) {
    Require.present("of", "shape", target);
    if (target.count() != shape.count()) {
      throw new ShapeException(
          "of",
          "shape %s has %d elements but the array has %d; check the sizes"
              .formatted(target, target.count(), shape.count()));
    }
    return withShape(target);
  }

  /// F32 zeros.
  public static Tensor zeros(int... sizes) {
    return zeros(ElementType.F32, sizes);
  }

  /// F32 zeros.
  public static Tensor zeros(Shape shape) {
    Require.present("zeros", "shape", shape);
    return allocate(ElementType.F32, shape);
  }

  /// Zeros of a type.
  public static Tensor zeros(ElementType type, int... sizes) {
    Require.present("zeros", "type", type);
    Require.present("zeros", "sizes", sizes);
    return allocate(type, Shape.of(sizes));
  }

  /// Zeros of a type.
  public static Tensor zeros(ElementType type, Shape shape) {
    Require.present("zeros", "type", type);
    Require.present("zeros", "shape", shape);
    return allocate(type, shape);
  }

  /// F32 ones.
  public static Tensor ones(int... sizes) {
    return ones(ElementType.F32, Shape.of(sizes));
  }

  /// F32 ones.
  public static Tensor ones(Shape shape) {
    return ones(ElementType.F32, shape);
  }

  /// Ones of a type.
  public static Tensor ones(ElementType type, int... sizes) {
    return ones(type, Shape.of(sizes));
  }

  /// Ones of a type.
  public static Tensor ones(ElementType type, Shape shape) {
    Require.present("ones", "type", type);
    Require.present("ones", "shape", shape);
    return full(type, shape, 1);
  }

  /// One F32 number everywhere.
  public static Tensor full(Shape shape, double value) {
    return full(ElementType.F32, shape, value);
  }

  /// One number everywhere.
  public static Tensor full(ElementType type, Shape shape, Number value) {
    Require.present("full", "type", type);
    Require.present("full", "shape", shape);
    Require.present("full", "value", value);
    requireExact("full", type, value);
    Tensor result = allocate(type, shape);
    new FillCall(result.view, value).run();
    return result;
  }

  private static void requireExact(String operation, ElementType type, Number value) {
    double number = value.doubleValue();
    boolean whole = number == Math.rint(number);
    if (!type.isFloating() && (!whole || isTooLarge(type, number))) {
      throw new ElementTypeException(
          operation,
          "%s has no exact value in %s; convert the tensor with to(ElementType.F32) first"
              .formatted(value, type));
    }
  }

  private static boolean isTooLarge(ElementType type, double number) {
    return switch (type) {
      case I32 -> Double.isFinite(number) && (int) number != number;
      case I8 -> (byte) number != number;
      case U8 -> !(number >= 0 && number <= 0xff);
      default -> false;
    };
  }

  /// Zeros of the type and shape of x.
  public static Tensor zerosLike(Tensor x) {
    Require.present("zerosLike", "x", x);
    return zeros(x.elementType, x.shape);
  }

  /// Ones of the type and shape of x.
  public static Tensor onesLike(Tensor x) {
    Require.present("onesLike", "x", x);
    return ones(x.elementType, x.shape);
  }

  /// One number everywhere, in the type and shape of x.
  public static Tensor fullLike(Tensor x, Number value) {
    Require.present("fullLike", "x", x);
    Require.present("fullLike", "value", value);
    return full(x.elementType, x.shape, value);
  }

  /// I64 `0, 1, …, to − 1`.
  public static Tensor arange(long to) {
    return Ranges.arange(0, to, 1);
  }

  /// I64 `from, from + step, …` before `to`.
  public static Tensor arange(long from, long to, long step) {
    return Ranges.arange(from, to, step);
  }

  /// `from, from + step, …` before `to`, computed in F64.
  public static Tensor arange(ElementType type, double from, double to, double step) {
    Require.present("arange", "type", type);
    return Ranges.arange(type, from, to, step);
  }

  /// F32, `count` evenly spaced numbers from `from` to `to`, both included.
  public static Tensor linspace(double from, double to, int count) {
    return linspace(ElementType.F32, from, to, count);
  }

  /// `count` evenly spaced numbers from `from` to `to`, both included.
  public static Tensor linspace(ElementType type, double from, double to, int count) {
    Require.present("linspace", "type", type);
    return Ranges.linspace(type, from, to, count);
  }

  /// The F32 identity matrix of n rows.
  public static Tensor eye(int n) {
    return eye(ElementType.F32, n, n);
  }

  /// Ones on the diagonal, zeros elsewhere.
  public static Tensor eye(ElementType type, int rows, int columns) {
    Require.present("eye", "type", type);
    return Ranges.eye(type, rows, columns);
  }

  // -- Random; the same generator gives the same bits everywhere.

  /// F32, evenly distributed over `low ≤ x < high`.
  public static Tensor uniform(Shape shape, double low, double high, RandomGenerator random) {
    return uniform(ElementType.F32, shape, low, high, random);
  }

  /// Evenly distributed over `low ≤ x < high`.
  public static Tensor uniform(
      ElementType type, Shape shape, double low, double high, RandomGenerator random) {
    Require.present("uniform", "type", type);
    Require.present("uniform", "shape", shape);
    Require.present("uniform", "random", random);
    return Sampling.uniform(type, shape, low, high, random);
  }

  /// F32, normally distributed.
  public static Tensor normal(Shape shape, double mean, double deviation, RandomGenerator random) {
    return normal(ElementType.F32, shape, mean, deviation, random);
  }

  /// Normally distributed.
  public static Tensor normal(
      ElementType type, Shape shape, double mean, double deviation, RandomGenerator random) {
    Require.present("normal", "type", type);
    Require.present("normal", "shape", shape);
    Require.present("normal", "random", random);
    return Sampling.normal(type, shape, mean, deviation, random);
  }

  /// I64, each of `low … high − 1` equally likely.
  public static Tensor randint(Shape shape, long low, long high, RandomGenerator random) {
    Require.present("randint", "shape", shape);
    Require.present("randint", "random", random);
    return Sampling.randint(shape, low, high, random);
  }

  /// I64, the numbers `0 … count − 1` in random order.
  public static Tensor permutation(int count, RandomGenerator random) {
    Require.present("permutation", "random", random);
    return Sampling.permutation(count, random);
  }

  /// BOOL, true with this probability (PyTorch: numbers 0 and 1).
  public static Tensor bernoulli(Shape shape, double probability, RandomGenerator random) {
    Require.present("bernoulli", "shape", shape);
    Require.present("bernoulli", "random", random);
    return Sampling.bernoulli(shape, probability, random);
  }

  // -- Joining.

  /// The tensors one after another along an axis; the other sizes are equal.
  public static Tensor concat(int axis, Tensor... parts) {
    Require.allPresent("concat", "parts", parts);
    return Joining.concat(axis, parts);
  }

  /// Tensors of one shape along a new axis at this index of the result; −1 makes it the last.
  public static Tensor stack(int axis, Tensor... parts) {
    Require.allPresent("stack", "parts", parts);
    return Joining.stack(axis, parts);
  }

  /// The product that an equation such as `"bij,bjk->bik"` describes. Details: `op.matmul.Einsum`.
  public static Tensor einsum(String equation, Tensor... operands) {
    Require.present("einsum", "equation", equation);
    Require.allPresent("einsum", "operands", operands);
    return Einsum.of(equation, operands);
  }

  // -- What it is.

  /// The sizes of the axes.
  public Shape shape() {
    return shape;
  }

  /// The type of the elements.
  public ElementType elementType() {
    return elementType;
  }

  /// Whether gradients can be computed with respect to, or through, this tensor.
  public boolean isTracked() {
    return node != null;
  }

  // -- Gradients.

  @Nullable GraphNode node() {
    return node;
  }

  Tensor withNode(GraphNode newNode) {
    return new Tensor(shape, elementType, view, newNode, live);
  }

  /// The same memory without a node.
  Tensor untracked() {
    return node == null ? this : new Tensor(shape, elementType, view, null, live);
  }

  /// The same memory, which its owner is going to change in place.
  Tensor asLive() {
    return new Tensor(shape, elementType, view, node, true);
  }

  /// The same value as a leaf of its own, with respect to which [Gradients] can be computed.
  public Tensor requiresGrad() {
    ElementTypeException.requireFloating("requiresGrad", this);
    return withNode(GraphNode.leaf(null));
  }

  /// The same value without its history: no gradient goes through it.
  ///
  /// Of a parameter's `value()` this is a copy, which stays as it is when the parameter changes;
  /// otherwise it shares memory.
  public Tensor detach() {
    return live ? copy() : untracked();
  }

  /// The same numbers, without history, in memory of their own.
  public Tensor copy() {
    Tensor copy = allocate(elementType, shape);
    new CopyCall(view, copy.view).run();
    return copy;
  }

  /// Runs `work` without tracking: no gradient goes through what it computes.
  public static <T> T noGrad(Supplier<T> work) {
    Require.present("noGrad", "work", work);
    return ThreadContext.withGrad(false, work);
  }

  /// Whether operations on tracked tensors are tracked now: not inside [#noGrad], and in a backward
  /// pass only with [BackwardMode#CREATE_GRAPH].
  public static boolean isGradEnabled() {
    return ThreadContext.current().isGradEnabled();
  }

  /// The same value; its gradient is passed to `hook`, and the result of the hook is used in its
  /// place.
  public Tensor onGradient(UnaryOperator<Tensor> hook) {
    Require.present("onGradient", "hook", hook);
    RecordingGate.refuse(
        "a gradient hook",
        "is Java code, which a recorded step would not call again; run the step without it, or take the gradient of the parameter after the step");
    return apply(new GradientHookOp(hook), this);
  }

  /// Adds the gradients of this single number to the parameters that it was computed from.
  ///
  /// @throws ShapeException if this is not a single number
  /// @throws IllegalStateException if this does not depend on any parameter, or its graph was freed
  public void backward() {
    backward(BackwardMode.FREE_GRAPH);
  }

  /// The same with a mode, which says whether the graph is kept.
  public void backward(BackwardMode graph) {
    Require.present("backward", "graph", graph);
    if (shape.count() != 1) {
      throw new ShapeException(
          "backward",
          "starts from one number but the shape is %s; take sum() or mean() first, or give a gradient of that shape"
              .formatted(shape));
    }
    backward(ones(elementType, shape), graph);
  }

  /// Adds the gradients of `sum(this · gradient)` to the parameters.
  public void backward(Tensor gradient, BackwardMode graph) {
    Require.present("backward", "gradient", gradient);
    Require.present("backward", "graph", graph);
    if (!gradient.shape.equals(shape)) {
      throw new ShapeException(
          "backward",
          "the value has shape %s but the gradient has %s; give a gradient of the value's shape"
              .formatted(shape, gradient.shape));
    }
    ElementTypeException.requireSame("backward", "the value", this, "the gradient", gradient);
    Backward.intoParameters(this, gradient, graph);
  }

  /// The elements in aligned columns, abbreviated when there are many.
  @Override
  public String toString() {
    return TensorText.of(this);
  }
}
