// The note values that times follow the tempo in, in rows of the table.
// How long they are: effects/note_frames.h. Thread: any (constant data).
#pragma once

namespace lathe::rows {

constexpr const char* kNotes[] = {"1/64", "1/32", "1/16", "1/8", "1/4", "1/2", "1/1"};
constexpr const char* kNoteFeels[] = {"straight", "dotted", "triplet"};
inline constexpr int kSixtyFourth = 0, kEighth = 3, kDotted = 1;

}  // namespace lathe::rows
