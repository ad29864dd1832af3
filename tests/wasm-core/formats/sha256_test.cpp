// SHA-256 against the vectors of FIPS 180-4 / NIST's example files, whole and
// in pieces of every awkward size.
#include "formats/sha256.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace lathe {
namespace {

std::string hash(const std::string& message, size_t piece) {
  Sha256 sha;
  for (size_t at = 0; at < message.size(); at += piece) {
    const size_t count = std::min(piece, message.size() - at);
    const std::vector<uint8_t> part(message.begin() + static_cast<std::ptrdiff_t>(at),
                                    message.begin() + static_cast<std::ptrdiff_t>(at + count));
    sha.update(part.data(), part.size());
  }
  return sha.hexDigest();
}

struct Vector {
  std::string message;
  const char* digest;
};

std::vector<Vector> vectors() {
  return {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlm"
       "nopqrsmnopqrstnopqrstu",
       "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
      {std::string(1000000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
}

TEST(Sha256, MatchesThePublishedVectorsInPiecesOfAnySize) {
  for (const Vector& v : vectors()) {
    for (const size_t piece : {1u, 3u, 55u, 56u, 63u, 64u, 65u, 1000u, 65536u}) {
      EXPECT_EQ(hash(v.message, piece), v.digest) << v.message.size() << " in pieces of " << piece;
    }
  }
}

TEST(Sha256, CanBeUsedAgainAfterReset) {
  Sha256 sha;
  const uint8_t junk[100] = {1, 2, 3};
  sha.update(junk, sizeof junk);
  sha.hexDigest();
  sha.reset();
  sha.update(reinterpret_cast<const uint8_t*>("abc"), 3);
  EXPECT_EQ(sha.hexDigest(), vectors()[1].digest);
}

}  // namespace
}  // namespace lathe
