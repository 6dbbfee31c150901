-- CreateTable
CREATE TABLE "teacher" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "disabledAt" DATETIME
);

-- CreateTable
CREATE TABLE "setup_link" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME
);

-- CreateTable
CREATE TABLE "classroom" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "teacherId" TEXT,
    "title" TEXT NOT NULL,
    "roomCode" TEXT,
    "joinTokenHash" TEXT,
    "locale" TEXT NOT NULL,
    "locked" BOOLEAN NOT NULL DEFAULT false,
    "lessonId" TEXT NOT NULL,
    "sessionId" TEXT,
    "settings" JSONB NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    CONSTRAINT "classroom_teacherId_fkey" FOREIGN KEY ("teacherId") REFERENCES "teacher" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "projector_link" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "classroomId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "revokedAt" DATETIME,
    CONSTRAINT "projector_link_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "classroom" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "participant" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "classroomId" TEXT NOT NULL,
    "tokenHash" TEXT,
    "nickname" TEXT,
    "createdAt" DATETIME NOT NULL,
    "removedAt" DATETIME,
    "bannedAt" DATETIME,
    CONSTRAINT "participant_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "classroom" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "classroomId" TEXT,
    "lessonId" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "parentSessionId" TEXT,
    "parentPosition" INTEGER,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "solo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" DATETIME NOT NULL,
    "endedAt" DATETIME,
    CONSTRAINT "session_classroomId_fkey" FOREIGN KEY ("classroomId") REFERENCES "classroom" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "entry" (
    "sessionId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "epoch" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "schemaVersion" INTEGER NOT NULL,
    "commandId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    PRIMARY KEY ("sessionId", "position"),
    CONSTRAINT "entry_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "session" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "snapshot" (
    "sessionId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "stateHash" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    PRIMARY KEY ("sessionId", "position"),
    CONSTRAINT "snapshot_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "session" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "teacher_email_key" ON "teacher"("email");

-- CreateIndex
CREATE UNIQUE INDEX "classroom_roomCode_key" ON "classroom"("roomCode");

-- CreateIndex
CREATE UNIQUE INDEX "classroom_joinTokenHash_key" ON "classroom"("joinTokenHash");

-- CreateIndex
CREATE INDEX "classroom_teacherId_createdAt_idx" ON "classroom"("teacherId", "createdAt");

-- CreateIndex
CREATE INDEX "projector_link_classroomId_idx" ON "projector_link"("classroomId");

-- CreateIndex
CREATE UNIQUE INDEX "participant_tokenHash_key" ON "participant"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "participant_classroomId_nickname_key" ON "participant"("classroomId", "nickname");

-- CreateIndex
CREATE INDEX "session_classroomId_createdAt_idx" ON "session"("classroomId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "entry_sessionId_commandId_key" ON "entry"("sessionId", "commandId");
