package dev.adjoint.data.fetch;

import java.util.OptionalLong;

/// Is called while bytes of a file arrive.
@FunctionalInterface
public interface FetchProgress {

  /// More bytes are on disk.
  ///
  /// @param done how many bytes of the file are there
  /// @param total how many it has, if the server or the list says so
  void arrived(long done, OptionalLong total);
}
