package dev.adjoint.formats;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A tensor in a file, whose elements are read on request, or a tensor in memory that will be
/// written.
///
/// A tensor in a file can be read while the file is open.
public final class StoredTensor {

  private final StoredType type;
  private final Shape shape;
  private final @Nullable Path file;
  private final String name;
  private final @Nullable ByteSource source;
  private final @Nullable Tensor tensor;

  private StoredTensor(
      StoredType type,
      Shape shape,
      @Nullable Path file,
      String name,
      @Nullable ByteSource source,
      @Nullable Tensor tensor) {
    this.type = type;
    this.shape = shape;
    this.file = file;
    this.name = name;
    this.source = source;
    this.tensor = tensor;
  }

  /// A tensor in a file.
  ///
  /// @param file for messages
  /// @param name for messages
  /// @param source the elements, little-endian in C order without gaps
  public static StoredTensor in(
      Path file, String name, StoredType type, Shape shape, ByteSource source) {
    return new StoredTensor(type, shape, file, name, source, null);
  }

  /// A tensor to be written in its own type.
  public static StoredTensor of(Tensor tensor) {
    return new StoredTensor(
        StoredType.of(tensor.elementType()), tensor.shape(), null, "", null, tensor.detach());
  }

  /// A tensor to be written in this type: floating-point numbers are rounded to the nearest, ties
  /// to even; integers must fit.
  ///
  /// @throws IllegalArgumentException if the type is of another kind, or an integer does not fit
  public static StoredTensor of(Tensor tensor, StoredType type) {
    StoredType own = StoredType.of(tensor.elementType());
    if (own == type) {
      return of(tensor);
    }
    if (!ElementWriter.canWrite(tensor.elementType(), type)) {
      throw new IllegalArgumentException(
          "store: a tensor of %s cannot be written as %s; floating-point numbers can be written as F64, F32, F16 or BF16, integers as I64, I32, I16, I8, U32, U16, U8 or U64, truth values as BOOL"
              .formatted(own, type));
    }
    if (!type.isFloating()) {
      try {
        ElementWriter.write(tensor, type, OutputStream.nullOutputStream());
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("store: " + e.getMessage(), e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new StoredTensor(type, tensor.shape(), null, "", null, tensor.detach());
  }

  /// A copy with another name in messages.
  public StoredTensor named(String newName) {
    return new StoredTensor(type, shape, file, newName, source, tensor);
  }

  /// The type of the elements as they are stored.
  public StoredType type() {
    return type;
  }

  /// The sizes.
  public Shape shape() {
    return shape;
  }

  /// The number of bytes of the elements.
  public long length() {
    return (long) shape.count() * type.bytes();
  }

  /// Reads the elements in the type they are stored in, where a tensor has it: F16, BF16, I8 and U8
  /// stay what they are; other types as [#read] gives them. Writing the tensor gives the same
  /// bytes.
  ///
  /// @throws FormatException if a tensor cannot hold this type or a value
  /// @throws IOException if the disk fails or the file is closed
  public Tensor readExact() throws IOException {
    Tensor read = read();
    return type.exact().map(read::to).orElse(read);
  }

  /// Reads the elements; [StoredType] says as which type.
  ///
  /// @throws FormatException if a tensor cannot hold this type or a value
  /// @throws IOException if the disk fails or the file is closed
  public Tensor read() throws IOException {
    if (tensor != null) {
      boolean asIs = StoredType.of(tensor.elementType()) == type;
      return asIs ? tensor.to(type.readAs().orElseThrow()) : rounded(tensor);
    }
    if (type.readAs().isEmpty()) {
      throw failure(
          "tensor %s has the element type %s; %s can be read, convert the file first"
              .formatted(name, type, StoredType.readable()),
          null);
    }
    try {
      return ElementReader.read(source(), type, shape);
    } catch (ArithmeticException e) {
      throw failure("tensor %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  /// The tensor that reading gives after this one was written.
  private Tensor rounded(Tensor whole) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ElementWriter.write(whole, type, out);
    return ElementReader.read(ByteSource.of(out.toByteArray()), type, shape);
  }

  /// This tensor, to be written in another type of the same kind.
  ///
  /// @throws IOException if it cannot be read
  /// @throws IllegalArgumentException if the type is of another kind, or an integer does not fit
  public StoredTensor as(StoredType other) throws IOException {
    return other == type ? this : of(read(), other);
  }

  /// Writes the elements, little-endian in C order.
  public void copyTo(OutputStream out) throws IOException {
    if (tensor != null) {
      ElementWriter.write(tensor, type, out);
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length(), 1 << 20));
    for (long at = 0; at < length(); at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), length() - at));
      source().read(at, buffer);
      out.write(buffer.array(), 0, buffer.limit());
    }
  }

  /// Reads some bytes of the elements, little-endian in C order, so that a part of a tensor can be
  /// read that does not fit into memory.
  ///
  /// @param offset of the first byte
  /// @param into is filled
  /// @throws IllegalArgumentException if the tensor has fewer bytes
  /// @throws IOException if they cannot be read
  public void readBytes(long offset, ByteBuffer into) throws IOException {
    if (offset < 0 || offset > length() - into.remaining()) {
      throw new IllegalArgumentException(
          "read: tensor %s has %d bytes but %d are asked for from byte %d on; ask for fewer"
              .formatted(name, length(), into.remaining(), offset));
    }
    if (tensor == null) {
      source().read(offset, into);
      return;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ElementWriter.write(tensor, type, all);
    into.put(all.toByteArray(), (int) offset, into.remaining());
  }

  private ByteSource source() {
    if (source == null) {
      throw new IllegalStateException("a tensor in memory has no source");
    }
    return source;
  }

  private FormatException failure(String detail, @Nullable Throwable cause) {
    Path in = file == null ? Path.of("") : file;
    return cause == null ? new FormatException(in, detail) : new FormatException(in, detail, cause);
  }

  /// The type and shape, such as `F16 [32, 128]`.
  @Override
  public String toString() {
    return type + " " + shape;
  }
}
